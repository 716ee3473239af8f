import { UserError } from '../engine/userError.ts';
import type { Model } from '../onnx/model.ts';
import { createRunner } from '../onnx/runner/createRunner.ts';
import type { ModelRunner } from '../onnx/runner.ts';
import { inferShapes } from '../onnx/shapes/inferShapes.ts';

/** How the data enter the model. */
export interface PrefixOptions {
  /** Name of the input. */
  readonly input: string;
  /** Shape of one sample where the model leaves dimensions open. */
  readonly sampleShape?: readonly number[];
  readonly threads?: number;
}

/**
 * The model up to the tensor `from`, its only value; switches before it are of no interest. Throws UserError for a tensor that the
 * graph does not make.
 */
export function openPrefix(
  model: Model,
  from: string,
  options: PrefixOptions,
): Promise<ModelRunner> {
  if (!model.graph.producer.has(from)) {
    throw new UserError(
      `${model.path} makes no value named "${from}": give the name of a tensor of its graph.`,
    );
  }
  return createRunner(model, {
    structure: { layers: [], sites: [], piecewiseLinear: false, limits: [], logits: from },
    ...options,
    taps: [],
    values: [from],
    logits: false,
  });
}

/**
 * Shape of one sample of a value of `width` numbers: as inferred from the graph, with one open dimension filled from its length, else
 * flat.
 */
export async function valueShape(model: Model, name: string, width: number): Promise<number[]> {
  const dims = (await inferShapes(model)).of(name)?.slice(1) ?? ['?'];
  const known = dims.reduce<number>((all, dim) => (typeof dim === 'number' ? all * dim : all), 1);
  const open = dims.filter((dim) => typeof dim === 'string').length;
  if (open === 0 && known === width) return dims as number[];
  return open === 1 && width % known === 0
    ? dims.map((dim) => (typeof dim === 'number' ? dim : width / known))
    : [width];
}
