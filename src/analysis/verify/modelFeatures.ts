import type { ProgressSink } from '../../engine/progress.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/openModel.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import type { InputValue } from '../../protocol/analysis.ts';
import type {
  CertifiedData,
  CertifiedModel,
  CertifiedSpace,
} from '../certificates/certificateFile.ts';
import { certifiedFile } from '../certificates/certifiedFile.ts';
import { type FedModel, feedInputs, joinedModel } from '../inputs/fedInputs.ts';
import type { Rows } from '../rows.ts';
import type { SpaceRows } from './checkSet.ts';
import { certifiedSettings, refuseChanged } from './openCertified.ts';

type ModelSpace = Extract<CertifiedSpace, { readonly value: string }>;

/** A model run again to see the values certificates speak of. */
export interface ModelFeatures {
  rows(source: Rows): Promise<SpaceRows>;
  close(): Promise<void>;
}

/**
 * Opens the model a certificate set names, its inputs given what they were given. `data` and `rows` are one side of the set. Throws
 * UserError when the model, or a file for one of its inputs, is missing or has changed.
 */
export async function modelFeatures(
  space: ModelSpace,
  data: CertifiedData,
  rows: Rows,
  progress: ProgressSink,
): Promise<ModelFeatures> {
  const model = await openModel(space.model.path);
  try {
    refuseChanged(space.model, await model.sha256());
    const fed = await fedAsCertified(model, space.model, data, rows);
    const input = fed.input.name;
    const runner = await createRunner(fed.model, {
      structure: await analyseStructure(fed.model, { input }),
      input,
      sampleShape: rows.shape,
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

/** The model with one input: the others are held at, or joined with, what they were. */
async function fedAsCertified(
  model: Model,
  { input, set = {} }: CertifiedModel,
  data: CertifiedData,
  rows: Rows,
): Promise<FedModel> {
  const values: Record<string, InputValue> = {};
  for (const [name, value] of Object.entries(set)) {
    values[name] = typeof value === 'number' ? value : value.path;
    if (typeof value === 'number') continue;
    refuseChanged(value, (await certifiedFile(value.path)).sha256);
  }
  const fed = await feedInputs(model, { input, set: values }, [certifiedSettings(data)]);
  // Names in settings have no order of their own; rows have.
  const order = rows.further.map((each) => each.input);
  const companions = fed.companions.toSorted(
    (a, b) => order.indexOf(a.input.name) - order.indexOf(b.input.name),
  );
  return joinedModel({ ...fed, companions }, rows);
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
