import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Matrix } from '../../src/engine/linalg/matrix.ts';
import { sharedPath } from './sharedData.ts';

/**
 * The first `limit` images of a set as rows of pixels / 255 in float32, read by hand so that tests of the engine rest on
 * no other part; `undefined` where the shared data is not at hand.
 */
export function mnistImages(
  set: 'train' | 't10k',
  limit = Infinity,
): Matrix<Float32Array> | undefined {
  const path = sharedPath('data', 'mnist', `${set}-images-idx3-ubyte.gz`);
  if (!path) return undefined;
  const bytes = gunzipSync(readFileSync(path));
  const rows = Math.min(limit, bytes.readUInt32BE(4));
  const columns = bytes.readUInt32BE(8) * bytes.readUInt32BE(12);
  const pixels = bytes.subarray(16, 16 + rows * columns);
  return { rows, columns, data: Float32Array.from(pixels, (pixel) => pixel / 255) };
}
