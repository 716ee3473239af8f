import { fromBinary } from '@bufbuild/protobuf';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Matrix } from '../../src/engine/linalg/matrix.ts';
import { ModelProtoSchema } from '../../src/onnx/schema/onnx_pb.generated.ts';
import { sharedPath } from './sharedData.ts';

/** Weights and bias of one layer of `mnist-net_256x2`, float64. */
export interface MnistLayer {
  readonly weights: Matrix<Float64Array>;
  readonly bias: Float64Array;
}

/** The three layers of `mnist-net_256x2`, read without the product's own model reader; `undefined` without ../shared. */
export function mnistLayers(): MnistLayer[] | undefined {
  const path = sharedPath('models', 'mnist-net_256x2.onnx');
  if (path === undefined) return undefined;
  const tensors = fromBinary(ModelProtoSchema, readFileSync(path)).graph?.initializer ?? [];
  const read = (name: string): { data: Float64Array; rows: number; columns: number } => {
    const tensor = tensors.find((candidate) => candidate.name === name);
    const bytes = Uint8Array.from(tensor?.rawData ?? []);
    const [rows, columns = 1n] = tensor?.dims ?? [0n];
    const data = Float64Array.from(new Float32Array(bytes.buffer));
    return { data, rows: Number(rows), columns: Number(columns) };
  };
  return [0, 2, 4].map((index) => ({
    weights: read(`layers.${index}.weight`),
    bias: read(`layers.${index}.bias`).data,
  }));
}

/** The first `count` MNIST images of a set, pixels / 255; `undefined` without ../shared. */
export function mnistImages(set: 'train' | 't10k', count: number): Float64Array[] | undefined {
  const path = sharedPath('data', 'mnist', `${set}-images-idx3-ubyte.gz`);
  if (path === undefined) return undefined;
  const bytes = gunzipSync(readFileSync(path)).subarray(16);
  return Array.from({ length: count }, (_, i) =>
    Float64Array.from(bytes.subarray(784 * i, 784 * (i + 1)), (pixel) => pixel / 255),
  );
}

/** Labels of the first `count` images. */
export function mnistLabels(set: 'train' | 't10k', count: number): Uint8Array | undefined {
  const path = sharedPath('data', 'mnist', `${set}-labels-idx1-ubyte.gz`);
  return path === undefined ? undefined : gunzipSync(readFileSync(path)).subarray(8, 8 + count);
}
