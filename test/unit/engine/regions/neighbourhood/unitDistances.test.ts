import { strict as assert } from 'node:assert';
import { UnitDistances } from '../../../../../src/engine/regions/neighbourhood/unitDistances.ts';
import type { SwitchSite } from '../../../../../src/engine/regions/partition/piecewiseLinearMap.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseDifferentiable } from '../../../../support/denseDifferentiable.ts';
import { type DenseLayer, preActivations } from '../../../../support/denseReluNetwork.ts';

const rng = randomGenerator(41);
const layers: DenseLayer[] = [
  [4, 9],
  [9, 7],
  [7, 2],
].map(([inputs, units]) => ({
  weights: Array.from({ length: units }, () => Array.from({ length: inputs }, () => rng.normal())),
  bias: Array.from({ length: units }, () => rng.normal()),
}));
const map = denseDifferentiable(layers);

describe('UnitDistances', () => {
  it('finds the least |z| / ‖∂z/∂x‖ over the points, by differences of z', async () => {
    const points = Array.from({ length: 6 }, () =>
      Float64Array.from({ length: 4 }, () => rng.normal()),
    );
    const distances = new UnitDistances(map.sites);
    for (const point of points) distances.add(await map.slopes(point, 'euclidean'));
    const expected = layers.slice(0, -1).map(({ bias }) => Array.from(bias, () => Infinity));
    // Small enough to stay in the region, and z is linear there: a difference is exact up to rounding.
    const step = 1e-6;
    for (const point of points) {
      const at = preActivations(layers.slice(0, -1), point);
      const moved = Array.from(point, (_, i) =>
        preActivations(
          layers.slice(0, -1),
          point.map((value, k) => (k === i ? value + step : value)),
        ),
      );
      at.forEach((z, site) => {
        z.forEach((value, unit) => {
          const slope = Math.hypot(...moved.map((m) => (m[site][unit] - value) / step));
          const distance = slope < 1e-6 ? Infinity : Math.abs(value) / slope;
          expected[site][unit] = Math.min(expected[site][unit], distance);
        });
      });
    }
    distances.result().forEach(({ nearest }, site) => {
      nearest.forEach((distance, unit) => {
        const wanted = expected[site][unit];
        assert.ok(distance === wanted || Math.abs(distance - wanted) <= 1e-6 * wanted);
      });
    });
  });

  it('takes the nearest position of a channel and the nearer of two thresholds, and leaves maxima out', () => {
    const sites: SwitchSite[] = [
      {
        name: 'clip',
        op: 'Clip',
        width: 4,
        switch: { kind: 'thresholds', thresholds: [0, 6] },
        channels: { count: 2, stride: 2 },
      },
      {
        name: 'pool',
        op: 'MaxPool',
        width: 2,
        switch: { kind: 'maximum', size: 2, members: Int32Array.of(0, 1, 2, 3) },
      },
    ];
    const distances = new UnitDistances(sites);
    const values = Float64Array.of(5, 2, -3, 9);
    distances.add([
      { values, slopes: Float64Array.of(2, 1, 0, 6) },
      { values, slopes: Float64Array.of(1, 1, 1, 1) },
    ]);
    const [clip, ...rest] = distances.result();
    assert.deepEqual(rest, []);
    assert.deepEqual([...clip.nearest], [0.5, 0.5]);
  });

  it('is infinite for a unit that is constant around every point', () => {
    const site: SwitchSite = {
      name: 'relu',
      op: 'Relu',
      width: 1,
      switch: { kind: 'thresholds', thresholds: [0] },
    };
    const distances = new UnitDistances([site]);
    distances.add([{ values: Float64Array.of(3), slopes: Float64Array.of(0) }]);
    assert.deepEqual([...distances.result()[0].nearest], [Infinity]);
  });
});
