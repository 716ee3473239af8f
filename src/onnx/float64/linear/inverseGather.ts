import type { TensorProto } from '../../schema/onnx_pb.generated.ts';

/** For every element of a gathered value, the places that read it. */
export interface InverseGather {
  /** Places kept for an element: those of the most read one. */
  readonly size: number;
  /** width × size, row-major; −1 where an element is read less often. */
  readonly readers: Int32Array;
}

/** Inverts a Gather of `indices` from an axis of `width` elements. */
export function inverseOf(indices: Int32Array, width: number): InverseGather {
  const counts = new Int32Array(width);
  for (const index of indices) counts[index]++;
  const size = counts.reduce((most, count) => Math.max(most, count), 1);
  const readers = new Int32Array(width * size).fill(-1);
  counts.fill(0);
  for (const [place, index] of indices.entries()) {
    readers[index * size + counts[index]++] = place;
  }
  return { size, readers };
}

/** The indices that {@link TwinGraph.gather} stored. */
export function gatherIndices({ rawData }: TensorProto): Int32Array {
  const aligned = rawData.slice();
  return Int32Array.from(new BigInt64Array(aligned.buffer), Number);
}
