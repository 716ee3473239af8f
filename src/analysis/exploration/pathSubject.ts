import { basename } from 'node:path';
import { UserError } from '../../engine/userError.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import { dataInput } from '../../onnx/dataInputs.ts';
import { Float64Network } from '../../onnx/float64/float64Network.ts';
import { openModel } from '../../onnx/openModel.ts';
import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';
import type { Limit } from '../../report/report.ts';
import { declaredSampleShape } from '../declaredSampleShape.ts';
import { openRows, type Rows } from '../rows.ts';

export type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';

/** An opened piecewise-linear model with its samples. */
export interface RegionSubject {
  readonly network: Float64Network;
  /** Operators left out behind the class scores. */
  readonly limits: readonly Limit[];
  /** The model's input without the batch axis; names where the model leaves a dimension open. */
  readonly inputShape: readonly (number | string)[];
  /** The samples, `undefined` when the request names none. */
  readonly rows: Rows | undefined;
  /** One sample as the model's input wants it, float64. Throws UserError for an index that is not there. */
  sample(index: number): Promise<Float64Array>;
}

/** A {@link RegionSubject} that stays open until it is closed. */
export interface OpenRegionSubject extends RegionSubject {
  close(): Promise<void>;
}

/** Opens the model's float64 twin and the samples, calls `use`, closes both. Throws as {@link openRegionSubject}. */
export async function withRegionSubject<T>(
  request: RegionSubjectRequest,
  use: (subject: RegionSubject) => Promise<T>,
): Promise<T> {
  const subject = await openRegionSubject(request);
  try {
    return await use(subject);
  } finally {
    await subject.close();
  }
}

/** Throws UserError naming the node that is not piecewise linear, or the array that does not fit. */
export async function openRegionSubject(request: RegionSubjectRequest): Promise<OpenRegionSubject> {
  const model = await openModel(request.model);
  let rows: Rows | undefined;
  let network: Float64Network | undefined;
  const close = async (): Promise<void> => {
    await network?.close();
    await rows?.close();
    await model.close();
  };
  try {
    const input = dataInput(model, request.input);
    const shape = declaredSampleShape(input);
    if (request.samples) {
      rows = await openRows(request.samples, request.preprocess ?? {}, shape);
    }
    const structure = await analyseStructure(model, { input: input.name });
    network = await Float64Network.open(model, structure, {
      input: input.name,
      ...(request.threads === undefined ? {} : { threads: request.threads }),
    });
    const sample = (index: number) => readSample(rows, index, request);
    return { network, limits: structure.limits, inputShape: shape, rows, sample, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readSample(
  rows: Rows | undefined,
  index: number,
  { model, samples }: RegionSubjectRequest,
): Promise<Float64Array> {
  if (!rows || !samples) {
    throw new UserError(`There are no samples for ${basename(model)}: name a file with --samples.`);
  }
  if (!Number.isSafeInteger(index) || index < 0 || index >= rows.rows) {
    throw new UserError(
      `There is no sample ${index} in ${samples.samples}: it has ${rows.rows}, counted from 0.`,
    );
  }
  return Float64Array.from(await rows.read(index, index + 1));
}
