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
import { layerSpaces, openLayerSpace } from './layerSpace.ts';

export type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';

/** An opened piecewise-linear model with its samples. */
export interface RegionSubject {
  readonly network: Float64Network;
  /** Spaces that can be looked into besides the input, "layer:NAME", in the model's order. */
  readonly spaces: readonly string[];
  /** Operators left out behind the class scores. */
  readonly limits: readonly Limit[];
  /** The model's own input without the batch axis; names where the model leaves a dimension open. */
  readonly inputShape: readonly (number | string)[];
  /** The samples, `undefined` when the request names none. */
  readonly rows: Rows | undefined;
  /** Turns samples into points of a layer's space, rows × inputLength of the network; `undefined` for the input space. */
  readonly through: ((rows: Float32Array, count: number) => Promise<Float32Array>) | undefined;
  /** One sample as a point of the network's input, float64. Throws UserError for an index that is not there. */
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

/** Throws UserError naming the node that is not piecewise linear, the array that does not fit, or a layer that is not there. */
export async function openRegionSubject(request: RegionSubjectRequest): Promise<OpenRegionSubject> {
  const { threads } = request;
  const model = await openModel(request.model);
  const opened: { close(): Promise<void> }[] = [model];
  const close = async (): Promise<void> => {
    for (const part of opened.splice(0).toReversed()) await part.close();
  };
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    opened.push(part);
    return part;
  };
  try {
    const input = dataInput(model, request.input);
    const shape = declaredSampleShape(input);
    const { samples, preprocess = {} } = request;
    const rows = samples && keep(await openRows(samples, preprocess, shape));
    const structure = await analyseStructure(model, { input: input.name });
    const space = await openLayerSpace({ model, input: input.name, structure }, request);
    if (space) keep(space);
    const part = space ?? { model, structure, input: input.name };
    const network = keep(
      await Float64Network.open(part.model, part.structure, {
        input: part.input,
        ...(threads === undefined ? {} : { threads }),
      }),
    );
    return {
      network,
      spaces: layerSpaces(model, structure),
      limits: [...(space?.limits ?? []), ...part.structure.limits],
      inputShape: shape,
      rows,
      through: space?.through,
      sample: async (index) => {
        const row = await readSample(rows, index, request);
        return Float64Array.from(space ? await space.through(row, 1) : row);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readSample(
  rows: Rows | undefined,
  index: number,
  { model, samples }: RegionSubjectRequest,
): Promise<Float32Array> {
  if (!rows || !samples) {
    throw new UserError(`There are no samples for ${basename(model)}: name a file with --samples.`);
  }
  if (!Number.isSafeInteger(index) || index < 0 || index >= rows.rows) {
    throw new UserError(
      `There is no sample ${index} in ${samples.samples}: it has ${rows.rows}, counted from 0.`,
    );
  }
  return rows.read(index, index + 1);
}
