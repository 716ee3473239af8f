import { strict as assert } from 'node:assert';
import { exactPath } from '../../../../../src/engine/regions/path/exactPath.ts';
import { greatCircle } from '../../../../../src/engine/regions/path/greatCircle.ts';
import { trajectoryLengths } from '../../../../../src/engine/regions/path/trajectoryLengths.ts';
import type { PiecewiseLinearMap } from '../../../../../src/engine/regions/partition/piecewiseLinearMap.ts';
import { denseMap } from '../../../../support/denseMap.ts';
import { preActivations } from '../../../../support/denseReluNetwork.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

const close = (a: number, b: number, tolerance = 1e-12) =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)), `${a} for ${b}`);

describe('trajectoryLengths', () => {
  it('double from tent to tent: the map of L tents runs up and down 2^L times', async () => {
    const depth = 5;
    const tent = { weights: [[1], [1]], bias: [0, -0.5] };
    const next = {
      weights: [
        [2, -4],
        [2, -4],
      ],
      bias: [0, -0.5],
    };
    const hidden = Array.from({ length: depth }, (_, i) => (i === 0 ? tent : next));
    const line = denseMap([...hidden, { weights: [[2, -4]], bias: [0] }], [0], [[1]]);
    const { knots } = await exactPath(line);
    const lengths = await trajectoryLengths(
      line,
      Float64Array.from(knots, ({ t }) => t),
    );
    // Each z has two entries that move alike.
    for (let layer = 0; layer < depth; layer++) close(lengths[layer], Math.SQRT2 * 2 ** layer);
    close(lengths[depth], 2 ** depth);
  });

  it('agree with a fine sampling of the curves of N555', async () => {
    const { layers } = regionFixtures['N555'];
    const [from, step] = [
      [-4, -3],
      [8, 5],
    ];
    const line = denseMap(layers, from, [step]);
    const { knots } = await exactPath(line);
    const exact = await trajectoryLengths(
      line,
      Float64Array.from(knots, ({ t }) => t),
    );
    const steps = 20_000;
    const sampled = new Float64Array(exact.length);
    let before: readonly (readonly number[])[] | undefined;
    for (let i = 0; i <= steps; i++) {
      const x = from.map((value, k) => value + (i / steps) * step[k]);
      const here = preActivations(layers, x);
      before?.forEach((z, site) => {
        sampled[site] += Math.hypot(...z.map((value, k) => here[site][k] - value));
      });
      before = here;
    }
    // Inscribed, so never longer, and shorter only by the corners it cuts.
    for (const [site, length] of sampled.entries()) {
      assert.ok(length <= exact[site] * (1 + 1e-12) && length > exact[site] * (1 - 1e-3));
    }
  });

  it('lose no step between blocks of a wide layer', async () => {
    const width = 2 ** 20;
    const wide: PiecewiseLinearMap = {
      dimension: 1,
      sites: [],
      outputWidth: width,
      evaluate: (t, rows) => {
        const values = new Float64Array(rows * width);
        for (let row = 0; row < rows; row++) values[row * width] = t[row];
        return Promise.resolve(values);
      },
    };
    const points = Float64Array.from({ length: 12 }, (_, i) => i * i);
    assert.deepEqual([...(await trajectoryLengths(wide, points))], [121]);
  });
});

describe('greatCircle', () => {
  const pointAt = (a: Float64Array, b: Float64Array, points: Float64Array, i: number) =>
    a.map((value, k) => points[2 * i] * value + points[2 * i + 1] * b[k]);

  it('stays on the sphere between two vectors of one length and has the length radius × angle', () => {
    const a = Float64Array.of(3, 0, 0);
    const b = Float64Array.of(0, 1.8, 2.4);
    const circle = greatCircle(a, b);
    assert.ok(circle);
    close(circle.angle, Math.PI / 2);
    const points = circle.points(2001);
    for (const i of [0, 500, 1000, 2000]) close(Math.hypot(...pointAt(a, b, points, i)), 3);
    close(circle.length(points), (3 * Math.PI) / 2, 1e-6);
  });

  it('runs from one vector to the other, with lengths as measured in the space itself', () => {
    const a = Float64Array.of(1, 2, -1);
    const b = Float64Array.of(0.5, -3, 2);
    const circle = greatCircle(a, b)!;
    const points = circle.points(33);
    for (let k = 0; k < 3; k++) {
      close(pointAt(a, b, points, 0)[k], a[k]);
      close(pointAt(a, b, points, 32)[k], b[k]);
    }
    let length = 0;
    for (let i = 1; i < 33; i++) {
      const [p, q] = [pointAt(a, b, points, i - 1), pointAt(a, b, points, i)];
      length += Math.hypot(...p.map((value, k) => value - q[k]));
    }
    close(circle.length(points), length, 1e-12);
  });

  it('is not there between parallel, opposite or zero vectors', () => {
    const a = Float64Array.of(1, 2);
    for (const b of [
      [2, 4],
      [-1, -2],
      [0, 0],
    ]) {
      assert.equal(greatCircle(a, Float64Array.from(b)), undefined);
    }
  });
});
