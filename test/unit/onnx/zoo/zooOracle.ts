import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../fixtures/zoo');

/** Path of a model made by test/fixtures/zoo/makeZoo.py. */
export const zooModel = (name: string): string => join(folder, `${name}.onnx`);

/** One nonlinearity as torch met it in float64, in the order of evaluation. */
export type ZooSite =
  | { readonly pool: true }
  | {
      readonly pool?: undefined;
      readonly units: number;
      readonly positions: number;
      /** By unit: (row, position) pairs with z > 0. */
      readonly counts: readonly number[];
      /** Pre-activations within 1e-5 of zero, of whose sign float32 may not be sure. */
      readonly near: number;
    };

export interface ZooEntry {
  /** Of one sample. */
  readonly shape: readonly number[];
  readonly rows: number;
  /** Whether the network is continuous and piecewise linear. */
  readonly exact: boolean;
  /** The first 16 scores of the first 4 rows. */
  readonly scores: readonly number[];
  readonly scoreWidth: number;
  readonly sites: readonly ZooSite[];
  /** Steps of an even walk from row 0 to row 1 in which any switch changed. */
  readonly scan?: { readonly steps: number; readonly cells: readonly number[] };
}

export const zoo = new Map(
  Object.entries(
    JSON.parse(readFileSync(join(folder, 'oracle.json'), 'utf8')) as Record<string, ZooEntry>,
  ),
);

/** Numbers that any language makes alike: (7919 k + 13) mod 2003, scaled to about [−1, 1). */
export function zooInputs({ rows, shape }: Pick<ZooEntry, 'rows' | 'shape'>): Float32Array {
  const length = rows * shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, k) => ((k * 7919 + 13) % 2003) / 1001.5 - 1);
}
