import { strict as assert } from 'node:assert';
import type { DistanceNorm } from '../../../../../src/engine/regions/neighbourhood/differentiableMap.ts';
import {
  inRadius,
  nearestFacets,
} from '../../../../../src/engine/regions/neighbourhood/inRadius.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseDifferentiable } from '../../../../support/denseDifferentiable.ts';
import { type DenseLayer, preActivations } from '../../../../support/denseReluNetwork.ts';

const rng = randomGenerator(29);
const layers: DenseLayer[] = [
  [4, 9],
  [9, 9],
  [9, 2],
].map(([inputs, units]) => ({
  weights: Array.from({ length: units }, () => Array.from({ length: inputs }, () => rng.normal())),
  bias: Array.from({ length: units }, () => rng.normal()),
}));
const map = denseDifferentiable(layers);

function codeAt(point: ArrayLike<number>): string {
  return preActivations(layers.slice(0, -1), point)
    .map((z) => z.map((value) => (value > 0 ? '1' : '0')).join(''))
    .join('|');
}

function randomStep(norm: DistanceNorm): number[] {
  const step = Array.from({ length: 4 }, () => rng.normal());
  const length = norm === 'euclidean' ? Math.hypot(...step) : Math.max(...step.map(Math.abs));
  return step.map((value) => value / length);
}

describe('inRadius', () => {
  for (const norm of ['euclidean', 'maximum'] as const) {
    it(`bounds a ball in which no unit switches (${norm})`, async () => {
      for (let trial = 0; trial < 30; trial++) {
        const x = Float64Array.from({ length: 4 }, () => rng.normal());
        const radius = inRadius(map.sites, await map.slopes(x, norm));
        for (let k = 0; k < 50; k++) {
          const step = randomStep(norm);
          const inside = x.map((value, i) => value + radius * (1 - 1e-9) * step[i]);
          assert.equal(codeAt(inside), codeAt(x));
        }
      }
    });
  }

  it('names the unit, and only that, which switches just beyond the nearest facet', async () => {
    for (let trial = 0; trial < 30; trial++) {
      const x = Float64Array.from({ length: 4 }, () => rng.normal());
      const [facet] = nearestFacets(map.sites, await map.slopes(x, 'euclidean'), 1);
      const { values, gradients } = (await map.gradients(x))[facet.site];
      const normal = gradients.data.subarray(facet.unit * 4, facet.unit * 4 + 4);
      const length = Math.hypot(...normal);
      const reach = (-Math.sign(values[facet.unit]) * facet.distance * (1 + 1e-6)) / length;
      const beyond = x.map((value, i) => value + reach * normal[i]);
      const before = codeAt(x).split('|');
      const after = codeAt(beyond).split('|');
      for (const [site, code] of before.entries()) {
        const flipped = [...code].flatMap((bit, unit) => (bit === after[site][unit] ? [] : [unit]));
        assert.deepEqual(flipped, site === facet.site ? [facet.unit] : []);
      }
    }
  });

  it('lists facets nearest first', async () => {
    const slopes = await map.slopes(Float64Array.of(0.1, -0.4, 0.3, 1), 'euclidean');
    const facets = nearestFacets(map.sites, slopes, 18);
    const all = slopes
      .slice(0, 2)
      .flatMap(({ values, slopes: norms }) => Array.from(values, (z, i) => Math.abs(z) / norms[i]))
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    assert.deepEqual(
      facets.map(({ distance }) => distance),
      all,
    );
  });

  it('is 0 on a boundary, and passes over units that do not depend on the input', async () => {
    const flat = denseDifferentiable([
      { weights: [[1], [0]], bias: [0, 0.001] },
      { weights: [[1, 1]], bias: [0] },
    ]);
    assert.equal(inRadius(flat.sites, await flat.slopes(Float64Array.of(0), 'euclidean')), 0);
    assert.equal(inRadius(flat.sites, await flat.slopes(Float64Array.of(2), 'euclidean')), 2);
    const constant = denseDifferentiable([
      { weights: [[0]], bias: [1] },
      { weights: [[1]], bias: [0] },
    ]);
    const slopes = await constant.slopes(Float64Array.of(2), 'euclidean');
    assert.equal(inRadius(constant.sites, slopes), Infinity);
  });

  it('takes the nearer of two thresholds, and names the rival of a maximum', () => {
    const clip = {
      name: 'clip',
      op: 'Clip',
      width: 1,
      switch: { kind: 'thresholds' as const, thresholds: [0, 6] },
    };
    const pool = {
      name: 'pool',
      op: 'MaxPool',
      width: 4,
      switch: { kind: 'maximum' as const, size: 2, members: Int32Array.of(0, 1, 2, 3) },
    };
    const facets = nearestFacets(
      [clip, pool],
      [
        { values: Float64Array.of(5), slopes: Float64Array.of(2) },
        { values: Float64Array.of(0, 3, 1, 0), slopes: Float64Array.of(0, 2, 4, 0) },
      ],
      3,
    );
    assert.deepEqual(facets, [
      { site: 1, unit: 1, rival: 0, distance: 0.25 },
      { site: 0, unit: 0, threshold: 6, distance: 0.5 },
      { site: 1, unit: 0, rival: 1, distance: 1.5 },
    ]);
  });
});
