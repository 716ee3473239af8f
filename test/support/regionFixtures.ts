import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DenseLayer } from './denseReluNetwork.ts';

/** One network of test/fixtures/regions/networks.json. */
export interface RegionFixture {
  readonly layers: readonly DenseLayer[];
  /** The window is [box[0], box[1]]². */
  readonly box: readonly [number, number];
  readonly cells: number;
  readonly vertices: number;
  readonly edges: number;
  readonly linear_regions: number;
  readonly interior_edge_length: number;
  readonly cell_areas_sorted: readonly number[] | null;
  readonly min_area: number;
  readonly max_area: number;
  readonly db_segments?: number;
  readonly db_length?: number;
  /** A fraction, "p/q". */
  readonly area_class0?: string;
  /** Six decimals. */
  readonly segment_knots_t?: readonly number[];
}

interface StoredFixture extends Omit<RegionFixture, 'layers'> {
  readonly layers: readonly { readonly W: readonly number[][]; readonly b: readonly number[] }[];
}

const path = join(import.meta.dirname, '..', 'fixtures', 'regions', 'networks.json');
const stored = JSON.parse(readFileSync(path, 'utf8')) as {
  networks: Record<string, StoredFixture>;
  segment: { from: number[]; to: number[] };
};

/** Fixtures F1 to F7 by name. */
export const regionFixtures: Readonly<Record<string, RegionFixture>> = Object.fromEntries(
  Object.entries(stored.networks).map(([name, { layers, ...rest }]) => [
    name,
    { ...rest, layers: layers.map(({ W, b }) => ({ weights: W, bias: b })) },
  ]),
);

/** The segment whose knots are listed. */
export const fixtureSegment = stored.segment;
