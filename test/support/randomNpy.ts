import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { npyHeader } from './npyHeader.ts';

/** A NumPy file (format 1.0) of `rows` × 8 × 8 float32 values in [0, 1), the same for the same seed. */
export function randomNpy(rows: number, seed: number): Uint8Array {
  const header = npyHeader([rows, 8, 8]);
  const file = new Uint8Array(header.length + rows * 64 * 4);
  file.set(header);
  const rng = randomGenerator(seed);
  const values = new Float32Array(file.buffer, header.length);
  for (let i = 0; i < values.length; i++) values[i] = rng.uniform();
  return file;
}
