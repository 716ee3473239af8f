import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';

/** A NumPy file (format 1.0) of `rows` × 8 × 8 float32 values in [0, 1), the same for the same seed. */
export function randomNpy(rows: number, seed: number): Uint8Array {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, 8, 8), }`;
  const headerLength = Math.ceil((10 + header.length + 1) / 64) * 64 - 10;
  const file = new Uint8Array(10 + headerLength + rows * 64 * 4);
  file.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  const view = new DataView(file.buffer);
  view.setUint16(8, headerLength, true);
  file.set(new TextEncoder().encode(`${header.padEnd(headerLength - 1)}\n`), 10);
  const rng = randomGenerator(seed);
  const values = new Float32Array(file.buffer, 10 + headerLength);
  for (let i = 0; i < values.length; i++) values[i] = rng.uniform();
  return file;
}
