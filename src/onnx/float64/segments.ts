import type { NodeProto, TensorProto } from '../schema/onnx_pb.generated.ts';
import { initializer, modelBytes, node, value } from '../schema/writeModel.ts';
import type { ModelTwin } from './translateModel.ts';

/** The part of the twin between two sites: from what is known at one to what is needed at the next. */
export interface Segment {
  readonly nodes: readonly NodeProto[];
  /** Values made by earlier segments (or fed) that this one reads. */
  readonly inputs: readonly string[];
  /** Values made here that later segments read, and this segment's target. */
  readonly outputs: readonly string[];
  /** z of the site that ends the segment; the class scores for the last one. It may come from an earlier segment. */
  readonly target: string;
  /** Values that segments after this one read, made here or before. */
  readonly kept: ReadonlySet<string>;
}

/** Cuts the twin at its sites: one segment a site, and one for the class scores. */
export function cutSegments(twin: ModelTwin): Segment[] {
  const { nodes, sites } = twin.graph;
  const targets = [...sites.map((site) => site.preActivation), twin.output.name];
  const ends = [...sites.map((site) => site.position), nodes.length];
  const parts = ends.map((end, index) => nodes.slice(index === 0 ? 0 : ends[index - 1], end));
  const isMade = new Set([twin.input, ...nodes.flatMap((each) => each.output)]);
  const reads = parts.map((part) => new Set(part.flatMap((each) => each.input)));
  // By value, the last part that reads it: deep graphs have thousands of parts and values.
  const lastRead = new Map<string, number>();
  reads.forEach((names, index) => names.forEach((name) => lastRead.set(name, index)));
  targets.forEach((name, index) =>
    lastRead.set(name, Math.max(index, lastRead.get(name) ?? index)),
  );
  return parts.map((part, index) => {
    const made = new Set(part.flatMap((each) => each.output));
    const isReadLater = (name: string) => (lastRead.get(name) ?? -1) > index;
    const target = targets[index];
    const inputs = [...reads[index]].filter((name) => isMade.has(name) && !made.has(name));
    return {
      nodes: part,
      inputs,
      outputs: [...made].filter((name) => name === target || isReadLater(name)),
      target,
      kept: new Set([...isMade].filter(isReadLater)),
    };
  });
}

/** Bytes of a model that computes one segment, with the constants it uses. */
export function segmentModel(
  segment: Segment,
  constants: ReadonlyMap<string, TensorProto>,
): Uint8Array {
  const used = new Set(segment.nodes.flatMap((each) => each.input));
  return modelBytes({
    nodes: segment.nodes,
    inputs: segment.inputs.map((name) => value(name, 'float64', ['rows', `${name} length`])),
    outputs: segment.outputs.map((name) => value(name, 'float64', ['rows', `${name} length`])),
    initializers: [...constants].filter(([name]) => used.has(name)).map(([, tensor]) => tensor),
  });
}

/** One value on a line or plane: base + coordinates · directions. */
export interface AffineValue {
  readonly name: string;
  readonly width: number;
  /** Length width. */
  readonly base: Float64Array;
  /** dimension × width. */
  readonly directions: Float64Array;
}

/** Bytes of a model that computes affine values from coordinates (rows × dimension). */
export function affineModel(values: readonly AffineValue[], dimension: number): Uint8Array {
  const initializers = values.flatMap(({ name, width, base, directions }) => [
    initializer(`${name} directions`, 'float64', [dimension, width], directions),
    initializer(`${name} base`, 'float64', [1, width], base),
  ]);
  return modelBytes({
    nodes: values.flatMap(({ name }) => [
      node('MatMul', [coordinatesName, `${name} directions`], [`${name} linear`]),
      node('Add', [`${name} linear`, `${name} base`], [name]),
    ]),
    inputs: [value(coordinatesName, 'float64', ['rows', dimension])],
    outputs: values.map(({ name, width }) => value(name, 'float64', ['rows', width])),
    initializers,
  });
}

/** Input of an {@link affineModel}. */
export const coordinatesName = 'coordinates';
