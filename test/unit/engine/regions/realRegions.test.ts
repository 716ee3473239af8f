import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { rowOf } from '../../../../src/engine/linalg/matrix.ts';
import { PatternCensus } from '../../../../src/engine/regions/patternCensus.ts';
import { serraUpperBound } from '../../../../src/engine/regions/regionBounds.ts';
import { type DenseLayer, packCodes, preActivations } from '../../../support/denseReluNetwork.ts';
import { mnistImages, mnistLabels, mnistLayers } from '../../../support/mnistNet.ts';
import { sharedPath } from '../../../support/sharedData.ts';

interface FixtureNetwork {
  readonly layers: readonly { readonly W: number[][]; readonly b: number[] }[];
  readonly box: readonly [number, number];
  readonly cells: number;
}

/** Codes of all hidden sites at many points. */
function hiddenCodes(layers: readonly DenseLayer[], points: ArrayLike<number>[]): Float32Array[] {
  const values = points.map((x) => preActivations(layers, x).slice(0, -1));
  return layers.slice(0, -1).map((_, site) => packCodes(values.map((sites) => sites[site])));
}

/** Cell centres of a grid over a square; an odd count keeps them off the integer lines of the fixtures. */
function gridPoints([low, high]: readonly [number, number], count: number): number[][] {
  const at = (i: number): number => low + ((i + Math.SQRT1_2) / count) * (high - low);
  return Array.from({ length: count * count }, (_, i) => [
    at(i % count),
    at(Math.floor(i / count)),
  ]);
}

describe('regions of networks with a known partition', () => {
  const path = sharedPath('data', 'geometry-fixtures.json');
  const cases: [string, number][] = [
    ['lines3', 101],
    ['diamond', 101],
    ['xor', 101],
    ['tent2d_L2', 101],
    ['tent2d_L3', 101],
    ['N33', 401],
    ['N44', 401],
  ];
  for (const [name, resolution] of cases) {
    it(`finds every cell of ${name} on a dense grid, and no other`, function () {
      if (path === undefined) return this.skip();
      const fixtures = JSON.parse(readFileSync(path, 'utf8')) as {
        networks: Record<string, FixtureNetwork>;
      };
      const network = fixtures.networks[name];
      const layers = network.layers.map(({ W, b }) => ({ weights: W, bias: b }));
      const points = gridPoints(network.box, resolution);
      const widths = layers.slice(0, -1).map((layer) => layer.weights.length);
      const census = new PatternCensus(widths.map((width) => Math.ceil(width / 24)));
      census.addSamples(hiddenCodes(layers, points), points.length);
      const found = census.results().at(-1)?.cumulative.distinctPatterns ?? 0;
      assert.equal(found, network.cells);
      assert.ok(BigInt(found) <= serraUpperBound(2, widths));
    });
  }
});

describe('regions of mnist-net_256x2', () => {
  it('has the known numbers of patterns on the first 1000 test images', function () {
    const layers = mnistLayers();
    const images = mnistImages('t10k', 1000);
    const labels = mnistLabels('t10k', 1000);
    if (!layers || !images || !labels) return this.skip();
    const dense = layers.map(({ weights, bias }) => ({
      weights: Array.from({ length: weights.rows }, (_, unit) => rowOf(weights, unit)),
      bias,
    }));
    const census = new PatternCensus([11, 11]);
    census.addSamples(hiddenCodes(dense, images), 1000, labels);
    const [first, second] = census.results();
    assert.equal(first.own.distinctPatterns, 942);
    assert.equal(second.own.distinctPatterns, 257);
    assert.equal(second.cumulative.distinctPatterns, 970);
    assert.ok((second.cumulative.purity ?? 0) >= (first.cumulative.purity ?? 1));
  });
});
