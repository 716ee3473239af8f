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
  // Not Float32Array.from: it collects all values in a plain array first, a gigabyte here.
  const data = new Float32Array(rows * columns);
  for (let i = 0; i < data.length; i++) data[i] = pixels[i] / 255;
  return { rows, columns, data };
}
