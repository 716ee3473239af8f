import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { cannotWrite } from '../../datasets/bytes/writeWholeFile.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import { siteBounds } from '../../onnx/bounds/siteBounds.ts';
import { openModel } from '../../onnx/openModel.ts';
import { prunableLayers } from '../../onnx/pruning/prunableLayers.ts';
import { type UnitRemoval, withoutUnits } from '../../onnx/pruning/withoutUnits.ts';
import type { PruneRequest, PruneResult } from '../../protocol/prune.ts';
import { withFed } from '../diagnosis/openFed.ts';
import { inspectModel } from '../diagnosis/subject.ts';
import { type ModelScores, modelScores } from '../modelScores.ts';
import { dataBox } from '../diagnosis/dataBox.ts';

/** Leaving out zeros changes the order of float32 sums: a few units in the last place of the largest score. */
const roundingShare = 2 ** -16;

/**
 * Writes the model without the units that interval bounds prove silent wherever every input lies in the range of the data: their
 * ReLU is 0 there, so nothing that reads them changes. Before the file takes its place, all samples are run through both models.
 * Throws UserError when nothing can be taken out, and when the check fails.
 */
export async function pruneModel(
  request: PruneRequest,
  progress: ProgressSink,
): Promise<PruneResult> {
  const { model, output, ...data } = request;
  if (resolve(output) === resolve(model)) {
    throw new UserError(`${output} is the model itself; give the pruned model another name.`);
  }
  progress.report('Bounding units', 0, 0);
  const { removals, parameters } = await certifiedRemovals(request);
  const bytes = withoutUnits(await readFile(model), removals);
  const draft = `${output}.part`;
  try {
    await writeFile(draft, bytes).catch((cause: unknown) => {
      throw cannotWrite(output, cause);
    });
    const original = await modelScores({ ...data, model }, progress);
    const pruned = await modelScores({ ...data, model: draft }, progress);
    const check = checked(original, pruned, output);
    const after = await parametersOf(draft);
    await rename(draft, output);
    return {
      output,
      removed: removals.map(({ layer, units }) => ({ layer: layer.layer.name, units })),
      parameters: { before: parameters, after },
      check,
    };
  } finally {
    await rm(draft, { force: true });
  }
}

/** The units to take out, and how many parameters the model has. */
async function certifiedRemovals(
  request: PruneRequest,
): Promise<{ readonly removals: UnitRemoval[]; readonly parameters: number }> {
  if (!request.train && !request.test) {
    throw new UserError(
      `Pruning ${request.model} needs the range of its data; give its training or test samples.`,
      { code: 'configuration' },
    );
  }
  const model = await openModel(request.model);
  try {
    if (model.externalFiles.length > 0) {
      throw new UserError(
        `${request.model} keeps its weights in ${model.externalFiles[0]}; save it as one file to prune it.`,
      );
    }
    return await withFed(model, request, async ({ fed, sides }) => {
      const { structure } = await inspectModel(fed);
      const data = [sides.train, sides.test].filter((set) => set !== undefined);
      const bounds = await siteBounds(fed.model, structure, await dataBox(data), {
        input: fed.input.name,
        ...(sides.sampleShape && { sampleShape: sides.sampleShape }),
        ...(request.threads !== undefined && { threads: request.threads }),
      });
      const removals = prunableLayers(fed.model, structure).flatMap((layer) => {
        const { site, units } = layer.layer;
        const upper = bounds?.find((each) => each.site.name === site!.name)?.upper;
        const silent = upper === undefined ? [] : silentUnits(upper, units);
        return silent.length > 0 ? [{ layer, units: silent }] : [];
      });
      if (removals.length === 0) {
        throw new UserError(
          `No unit of ${request.model} is certified never to be active in a dense layer that can be cut, so there is nothing to prune.`,
        );
      }
      return { removals, parameters: model.parameters };
    });
  } finally {
    await model.close();
  }
}

/** Units whose pre-activation is nowhere above 0; one is kept where all are, since a layer needs a unit. */
function silentUnits(upper: Float64Array, units: number): number[] {
  if (upper.length !== units) return [];
  const silent = [...upper.keys()].filter((unit) => upper[unit] <= 0);
  return silent.length === units ? silent.slice(1) : silent;
}

function checked(original: ModelScores, pruned: ModelScores, output: string): PruneResult['check'] {
  const pairs = (['train', 'test'] as const).flatMap((set) => {
    const [a, b] = [original[set], pruned[set]];
    return a && b ? [[a, b] as const] : [];
  });
  let largestDifference = 0;
  let largestScore = 0;
  for (const [a, b] of pairs) {
    for (let i = 0; i < a.data.length; i++) {
      largestDifference = Math.max(largestDifference, Math.abs(a.data[i] - b.data[i]));
      largestScore = Math.max(largestScore, Math.abs(a.data[i]));
    }
  }
  if (!(largestDifference <= roundingShare * largestScore)) {
    throw new UserError(
      `The pruned model differs from the original by ${largestDifference} in a score, more than rounding explains; ${output} was not written.`,
    );
  }
  const samples = pairs.reduce((sum, [a]) => sum + a.rows, 0);
  return { samples, largestDifference, largestScore };
}

async function parametersOf(path: string): Promise<number> {
  const model = await openModel(path);
  await model.close();
  return model.parameters;
}
