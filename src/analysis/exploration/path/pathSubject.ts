import { basename } from 'node:path';
import { UserError } from '../../../engine/userError.ts';
import { analyseStructure } from '../../../onnx/analyseStructure.ts';
import { Float64Network } from '../../../onnx/float64/float64Network.ts';
import type { Model } from '../../../onnx/model.ts';
import { openModel } from '../../../onnx/openModel.ts';
import type { NetworkStructure } from '../../../onnx/structure.ts';
import type { DataSettings, PreprocessSettings } from '../../../protocol/analysis.ts';
import type { RegionSubjectRequest } from '../../../protocol/regionSubject.ts';
import type { Limit, OutputKind } from '../../../report/report.ts';
import { openFedRows } from '../../inputs/fedRows.ts';
import { kindLimits, outputKind } from '../../outputKind.ts';
import { valueShape } from '../../prefix.ts';
import type { Rows } from '../../rows.ts';
import { answersOf } from '../answersOf.ts';
import { layerSpaces, openLayerSpace } from '../layerSpace.ts';

export type { RegionSubjectRequest } from '../../../protocol/regionSubject.ts';

/** An opened piecewise-linear model with its samples. */
export interface RegionSubject {
  readonly network: Float64Network;
  /** Spaces that can be looked into besides the input, "layer:NAME", in the model's order. */
  readonly spaces: readonly string[];
  /** What the network's outputs mean. */
  readonly outputs: OutputKind;
  /** Operators left out behind the class scores, and outputs that are none. */
  readonly limits: readonly Limit[];
  /** The samples, `undefined` when the request names none. */
  readonly rows: Rows | undefined;
  /** Turns samples into points of a layer's space, rows × inputLength of the network; `undefined` for the input space. */
  readonly through: ((rows: Float32Array, count: number) => Promise<Float32Array>) | undefined;
  /** Opens other samples of the same model, as {@link rows}. Throws UserError when they do not fit. */
  openRows(data: DataSettings, preprocess: PreprocessSettings): Promise<Rows>;
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
    const { fed, rows, openRows } = await openFedRows(model, request);
    if (rows) keep(rows);
    const input = fed.input.name;
    const structure = await analyseStructure(fed.model, { input });
    const space = await openLayerSpace({ model: fed.model, input, structure }, request);
    if (space) keep(space);
    const part = space ?? { model: fed.model, structure, input };
    const network = keep(
      await Float64Network.open(part.model, part.structure, {
        input: part.input,
        ...(threads === undefined ? {} : { threads }),
      }),
    );
    const shape = await outputShape(part, network);
    const outputs = outputKind(part.model, part.structure, shape, await answersOf(rows, request));
    return {
      network,
      outputs,
      spaces: layerSpaces(fed.model, structure),
      limits: [
        ...fed.limits,
        ...(space?.limits ?? []),
        ...part.structure.limits,
        ...kindLimits(outputs, shape),
      ],
      openRows,
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

/** Axes of a sample's outputs that are longer than 1. */
async function outputShape(
  { model, structure }: { readonly model: Model; readonly structure: NetworkStructure },
  { outputWidth }: Float64Network,
): Promise<number[]> {
  const shape = await valueShape(model, structure.logits, outputWidth);
  return shape.filter((size) => size !== 1);
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
