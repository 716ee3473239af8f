import type { ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import { openModel } from '../../onnx/openModel.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import type { CertifiedSpace } from '../certificates/certificateFile.ts';
import type { Rows } from '../rows.ts';
import type { SpaceRows } from './checkSet.ts';

type ModelSpace = Extract<CertifiedSpace, { readonly value: string }>;

/** A model run again to see the values certificates speak of. */
export interface ModelFeatures {
  rows(source: Rows): Promise<SpaceRows>;
  close(): Promise<void>;
}

/** Opens the model a certificate set names. Throws UserError when it is missing or has changed. */
export async function modelFeatures(
  space: ModelSpace,
  progress: ProgressSink,
): Promise<ModelFeatures> {
  const model = await openModel(space.model.path);
  try {
    if ((await model.sha256()) !== space.model.sha256) {
      throw new UserError(
        `${space.model.path} has changed since the certificates were made; run diagnose again.`,
      );
    }
    const runner = await createRunner(model, {
      structure: await analyseStructure(model),
      input: space.model.input,
      taps: [],
      values: [space.value],
      logits: false,
    });
    return {
      rows: (source) => featureRows(runner, source, space.value, progress),
      close: async () => {
        await runner.close();
        await model.close();
      },
    };
  } catch (error) {
    await model.close();
    throw error;
  }
}

/** Computed once, block by block in the same sizes as the diagnosis, then kept: the check reads rows more than once. */
async function featureRows(
  runner: ModelRunner,
  source: Rows,
  value: string,
  progress: ProgressSink,
): Promise<SpaceRows> {
  let data: Float32Array | undefined;
  let width = 0;
  const step = runner.preferredRows;
  for (let start = 0; start < source.rows; start += step) {
    progress.throwIfCancelled();
    progress.report(`Running the model up to ${value}`, start, source.rows);
    const end = Math.min(start + step, source.rows);
    const { values } = await runner.run(await source.read(start, end), end - start);
    width = values[0].length / (end - start);
    data ??= new Float32Array(source.rows * width);
    data.set(values[0], start * width);
  }
  const features = data ?? new Float32Array(0);
  return {
    rows: source.rows,
    dimension: width,
    read: (start, end) =>
      Promise.resolve(Float64Array.from(features.subarray(start * width, end * width))),
  };
}
