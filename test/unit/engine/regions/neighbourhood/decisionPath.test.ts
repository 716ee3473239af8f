import { strict as assert } from 'node:assert';
import { scoreGradients } from '../../../../../src/engine/regions/neighbourhood/decisionDistance.ts';
import { decisionPath } from '../../../../../src/engine/regions/neighbourhood/decisionPath.ts';
import {
  type EffectiveHyperplane,
  effectiveHyperplane,
} from '../../../../../src/engine/regions/neighbourhood/effectiveHyperplane.ts';
import { localMap } from '../../../../../src/engine/regions/neighbourhood/localMap.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseDifferentiable } from '../../../../support/denseDifferentiable.ts';
import { preActivations } from '../../../../support/denseReluNetwork.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

const { layers } = regionFixtures['N555'];
const map = denseDifferentiable(layers);
const rng = randomGenerator(17);

function somePoint(): Float64Array {
  return Float64Array.from({ length: 2 }, () => 8 * rng.uniform() - 4);
}

describe('effectiveHyperplane', () => {
  it('is the set where z equals the threshold, of each corner of a clip', async () => {
    const sites = map.sites.map((site) => ({
      ...site,
      switch: { kind: 'thresholds' as const, thresholds: [0, 6] },
    }));
    const point = somePoint();
    const { weights, bias } = layers[0];
    for (const [unit, row] of weights.entries()) {
      for (const threshold of [0, 6]) {
        const facet = { site: 0, unit, threshold };
        const { normal, offset } = await effectiveHyperplane({ ...map, sites }, point, facet);
        assert.deepEqual([...normal], Array.from(row));
        assert.ok(Math.abs(offset - (threshold - bias[unit])) < 1e-12);
      }
    }
  });

  it('is the tie of the winner of a maximum with its rival', async () => {
    const width = layers[0].weights.length;
    const members = Int32Array.from({ length: width }, (_, unit) => unit);
    const sites = [{ ...map.sites[0], switch: { kind: 'maximum' as const, size: width, members } }];
    const point = somePoint();
    const z = preActivations(layers, point)[0];
    const winner = z.indexOf(Math.max(...z));
    const rival = (winner + 1) % width;
    const { normal, offset } = await effectiveHyperplane({ ...map, sites }, point, {
      site: 0,
      unit: 0,
      rival,
    });
    const distance = normal.reduce((sum, slope, k) => sum + slope * point[k], -offset);
    assert.ok(Math.abs(distance - (z[winner] - z[rival])) < 1e-12);
  });
});

describe('decisionPath', () => {
  it('lists half-spaces whose common part is the region: a point is in all of them where its code is the same', async () => {
    const point = Float64Array.of(0.3, -0.7);
    const path = decisionPath(map.sites, await map.slopes(point, 'euclidean'));
    const planes: EffectiveHyperplane[] = [];
    for (const [row, unit] of path.units.entries()) {
      const facet = { site: path.sites[row], unit, threshold: path.thresholds[row] };
      planes.push(await effectiveHyperplane(map, point, facet));
    }
    const code = (x: ArrayLike<number>) =>
      preActivations(layers.slice(0, -1), x)
        .map((z) => z.map((value) => Number(value > 0)).join(''))
        .join('|');
    let inside = 0;
    for (let trial = 0; trial < 3000; trial++) {
      // Close enough that the region is met often.
      const x = point.map((value) => value + rng.normal() / 2);
      const agrees: boolean = planes.every(({ normal, offset }, row) => {
        const margin = normal[0] * x[0] + normal[1] * x[1] - offset;
        return margin > 0 === path.margins[row] > 0;
      });
      assert.equal(agrees, code(x) === code(point));
      if (agrees) inside++;
    }
    assert.ok(inside > 20, `${inside} points inside`);
  });

  it('goes through the network from the first layer to the last, without units that are constant', async () => {
    const slopes = await map.slopes(somePoint(), 'euclidean');
    const path = decisionPath(map.sites, slopes);
    assert.deepEqual([...path.sites], [...path.sites].sort());
    const lively = slopes
      .slice(0, -1)
      .reduce((sum, { slopes: norms }) => sum + norms.filter((norm) => norm > 0).length, 0);
    assert.equal(path.units.length, lively);
    path.distances.forEach((distance, row) => {
      const norm = slopes[path.sites[row]].slopes[path.units[row]];
      assert.equal(distance, Math.abs(path.margins[row]) / norm);
    });
  });
});

describe('localMap', () => {
  it('is the network around a point, with its norms and rank', async () => {
    for (let trial = 0; trial < 20; trial++) {
      const point = somePoint();
      const { gradients, offsets, frobeniusNorm, spectralNorm, rank } = localMap(
        await scoreGradients(map)(point),
        point,
      );
      const scores = preActivations(layers, point).at(-1)!;
      const [a, b, c, d] = gradients.data;
      scores.forEach((score, k) => {
        const slope = (i: number) => gradients.data[2 * k + i] * point[i];
        const affine = offsets[k] + slope(0) + slope(1);
        assert.ok(Math.abs(affine - score) <= 1e-9 * Math.max(1, Math.abs(score)));
      });
      assert.ok(Math.abs(frobeniusNorm - Math.hypot(a, b, c, d)) <= 1e-12 * frobeniusNorm);
      // Of a 2 × 2 matrix: the larger root of σ⁴ − ‖A‖_F² σ² + det².
      const [squares, determinant] = [frobeniusNorm ** 2, a * d - b * c];
      const larger = (squares + Math.sqrt(Math.max(0, squares ** 2 - 4 * determinant ** 2))) / 2;
      assert.ok(Math.abs(spectralNorm! - Math.sqrt(larger)) <= 1e-9 * (1 + spectralNorm!));
      const isZero = frobeniusNorm === 0;
      assert.equal(rank, isZero ? 0 : Math.abs(determinant) > 1e-9 * larger ? 2 : 1);
    }
  });
});
