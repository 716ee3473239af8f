import { rowGeometry } from '../../engine/hyperplanes/rowGeometry.ts';
import { UserError } from '../../engine/userError.ts';
import { readLayerWeights } from '../../onnx/layerWeights.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/openModel.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import type { ModelRunner, SiteTap } from '../../onnx/runner.ts';
import type { AffineLayer } from '../../onnx/structure.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import { checkTargets, withWholeTargets } from '../predictionErrors.ts';
import { outputKind } from '../outputKind.ts';
import { openFed } from '../diagnosis/openFed.ts';
import { activationSet, closeSides, type Sides } from '../diagnosis/openSides.ts';
import { inspectModel, type Subject } from '../diagnosis/subject.ts';
import type { OutputKind } from '../../report/report.ts';
import type { SampleSet } from '../samples.ts';

/** One of two models under comparison, ready to run the samples with its switches tapped. */
export interface ComparedModel {
  readonly subject: Subject;
  readonly samples: SampleSet;
  readonly taps: readonly SiteTap[];
  readonly runner: ModelRunner;
  readonly outputs: OutputKind;
  close(): Promise<void>;
}

/** Opens a model and its samples. Throws UserError as a diagnosis of the model does. */
export async function openCompared(request: DiagnoseRequest): Promise<ComparedModel> {
  const model = await openModel(request.model);
  const opened = [() => model.close()];
  const close = async (): Promise<void> => {
    for (const part of opened.splice(0).toReversed()) await part();
  };
  try {
    const { fed, sides } = await openFed(model, request);
    opened.push(() => closeSides(sides));
    const subject = await inspectModel(fed);
    const taps = await tapsOf(subject);
    const { sampleShape } = sides;
    const runner = await createRunner(fed.model, {
      structure: subject.structure,
      input: fed.input.name,
      ...(sampleShape && { sampleShape }),
      ...(request.threads !== undefined && { threads: request.threads }),
      taps,
      values: [],
      logits: true,
    });
    opened.push(() => runner.close());
    const { samples, outputs } = answered(sides, subject, runner);
    return { subject, samples, taps, runner, outputs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The samples with their labels as what the model's output can be compared with, and what that output means. */
function answered(
  given: Sides,
  subject: Subject,
  { logitShape, logitWidth }: ModelRunner,
): Pick<ComparedModel, 'samples' | 'outputs'> {
  const { sides } = withWholeTargets(given, subject, logitWidth);
  checkTargets(sides, subject, logitWidth);
  const samples = activationSet(sides);
  return { samples, outputs: outputKind(subject.model, subject.structure, logitShape, samples) };
}

/** Codes of every site, and distances where a layer's weights say what a distance is. */
function tapsOf({ model, structure }: Subject): Promise<SiteTap[]> {
  return Promise.all(
    structure.sites.map(async (site) => {
      const tap = { site, counts: false, codes: true };
      const owner = structure.layers.find((layer) => layer.site === site);
      const inverseNorms = owner && (await inverseNormsOf(model, owner));
      return { ...tap, ...(inverseNorms && { inverseNorms }) };
    }),
  );
}

/** 1/‖w‖ by unit, 0 for a zero row; `undefined` where the weights cannot be read. */
async function inverseNormsOf(model: Model, layer: AffineLayer): Promise<Float64Array | undefined> {
  try {
    const { weights, bias } = await readLayerWeights(model, layer);
    return rowGeometry(weights, bias).norms.map((norm) => (norm > 0 ? 1 / norm : 0));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
