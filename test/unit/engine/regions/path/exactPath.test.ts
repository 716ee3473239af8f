import { strict as assert } from 'node:assert';
import { exactPath, exactRay } from '../../../../../src/engine/regions/path/exactPath.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseMap } from '../../../../support/denseMap.ts';
import { type DenseLayer, preActivations } from '../../../../support/denseReluNetwork.ts';
import { fixtureSegment, regionFixtures } from '../../../../support/regionFixtures.ts';

const segment = (layers: readonly DenseLayer[], from: readonly number[], to: readonly number[]) =>
  denseMap(layers, from, [to.map((value, i) => value - from[i])]);

function randomNetwork(seed: number, widths: readonly number[]): DenseLayer[] {
  const rng = randomGenerator(seed);
  return widths.slice(1).map((units, index) => ({
    weights: Array.from({ length: units }, () =>
      Array.from({ length: widths[index] }, () => rng.normal()),
    ),
    bias: Array.from({ length: units }, () => rng.normal()),
  }));
}

/** Bends found another way: signs at a dense grid, then bisection of the whole pattern. */
function bisectedKnots(layers: readonly DenseLayer[], from: number[], to: number[]): number[] {
  const pattern = (t: number) =>
    preActivations(
      layers.slice(0, -1),
      from.map((a, i) => a + t * (to[i] - a)),
    )
      .flat()
      .map((z) => (z > 0 ? 1 : 0))
      .join('');
  const found: number[] = [];
  const search = (low: number, high: number, lowPattern: string, highPattern: string): void => {
    if (lowPattern === highPattern) return;
    if (high - low < 1e-12) {
      found.push((low + high) / 2);
      return;
    }
    const middle = (low + high) / 2;
    const middlePattern = pattern(middle);
    search(low, middle, lowPattern, middlePattern);
    search(middle, high, middlePattern, highPattern);
  };
  const steps = 20_000;
  for (let i = 0; i < steps; i++) {
    search(i / steps, (i + 1) / steps, pattern(i / steps), pattern((i + 1) / steps));
  }
  return found;
}

describe('exactPath', () => {
  for (const name of ['N33', 'N44', 'N555']) {
    it(`finds the knots of fixture ${name}`, async () => {
      const { layers, segment_knots_t: expected = [] } = regionFixtures[name];
      const path = await exactPath(segment(layers, fixtureSegment.from, fixtureSegment.to));
      const inner = path.knots.slice(1, -1).map(({ t }) => Number(t.toFixed(6)));
      assert.deepEqual(inner, expected);
      assert.equal(path.regions, expected.length + 1);
    });
  }

  it('gives the rational knots of N33 to 1e-12', async () => {
    const { layers } = regionFixtures['N33'];
    const path = await exactPath(segment(layers, [-4, -3], [4, 2]));
    const expected = [3 / 7, 16 / 23, 8 / 11, 29 / 38, 9 / 10];
    for (const [i, t] of expected.entries()) {
      assert.ok(Math.abs(path.knots[i + 1].t - t) < 1e-12, `${path.knots[i + 1].t} for ${t}`);
    }
  });

  it('cuts a tent map of L layers into 2^L pieces at multiples of 2^-L', async () => {
    for (let depth = 1; depth <= 6; depth++) {
      const hidden = Array.from({ length: depth }, (_, layer) => ({
        weights:
          layer === 0
            ? [[1], [1]]
            : [
                [2, -4],
                [2, -4],
              ],
        bias: [0, -0.5],
      }));
      const path = await exactPath(
        segment([...hidden, { weights: [[2, -4]], bias: [0] }], [0], [1]),
      );
      assert.deepEqual(
        path.knots.map(({ t }) => t * 2 ** depth),
        Array.from({ length: 2 ** depth + 1 }, (_, j) => j),
      );
    }
  });

  it('agrees with a dense sign scan and bisection on random networks', async () => {
    for (const seed of [1, 2, 3]) {
      const layers = randomNetwork(seed, [4, 12, 12, 10, 3]);
      const rng = randomGenerator(100 + seed);
      const [from, to] = [0, 1].map(() => Array.from({ length: 4 }, () => 3 * rng.normal()));
      const path = await exactPath(segment(layers, from, to));
      const expected = bisectedKnots(layers, from, to);
      assert.equal(path.knots.length - 2, expected.length, `seed ${seed}`);
      for (const [i, t] of expected.entries()) {
        assert.ok(Math.abs(path.knots[i + 1].t - t) < 1e-9, `seed ${seed}, knot ${i}`);
      }
    }
  });

  it('finds the same bends backwards', async () => {
    const layers = randomNetwork(7, [3, 20, 20, 2]);
    const forth = await exactPath(segment(layers, [-2, 1, 0], [2, -1, 1]));
    const back = await exactPath(segment(layers, [2, -1, 1], [-2, 1, 0]));
    const mirrored = back.knots.map(({ t, crossings }) => ({ t: 1 - t, crossings })).reverse();
    assert.equal(forth.regions, back.regions);
    for (const [i, knot] of forth.knots.entries()) {
      assert.ok(Math.abs(knot.t - mirrored[i].t) < 1e-12);
      assert.deepEqual(knot.crossings, mirrored[i].crossings);
    }
  });

  it('counts one region more on two halves than on the whole when the joint lies inside a region', async () => {
    const layers = randomNetwork(8, [3, 20, 20, 2]);
    const [a, m, b] = [
      [-2, 1, 0],
      [0, 0, 0.5],
      [2, -1, 1],
    ];
    const [whole, first, second] = await Promise.all([
      exactPath(segment(layers, a, b)),
      exactPath(segment(layers, a, m)),
      exactPath(segment(layers, m, b)),
    ]);
    assert.equal(first.regions + second.regions, whole.regions + 1);
  });

  it('keeps duplicated units as one knot of multiplicity two', async () => {
    const layers = [
      { weights: [[1], [1], [-3]], bias: [-0.25, -0.25, 0.75] },
      { weights: [[1, 1, 1]], bias: [0] },
    ];
    const path = await exactPath(segment(layers, [0], [1]));
    assert.equal(path.regions, 2);
    assert.deepEqual(path.knots[1].crossings, [
      { site: 0, unit: 0 },
      { site: 0, unit: 1 },
      { site: 0, unit: 2 },
    ]);
  });

  it('puts no knot where a unit only touches its boundary', async () => {
    // relu(x) − relu(−x) … the second layer sees |x| and is zero at x = 0 alone.
    const layers = [
      { weights: [[1], [-1]], bias: [0, 0] },
      { weights: [[1, 1]], bias: [0] },
      { weights: [[1]], bias: [0] },
    ];
    const path = await exactPath(segment(layers, [-1], [1]));
    assert.equal(path.regions, 2);
    assert.deepEqual(
      path.knots[1].crossings.map(({ site }) => site),
      [0, 0],
    );
  });

  it('gives one region for two equal ends', async () => {
    const { layers } = regionFixtures['N44'];
    const path = await exactPath(segment(layers, [1, 2], [1, 2]));
    assert.equal(path.regions, 1);
  });

  it('follows maxima along their upper envelope', async () => {
    // max(t, 1 − t, 0.6): the constant wins between 0.4 and 0.6.
    const members = Int32Array.of(0, 1, 2);
    const path = await exactPath({
      dimension: 1,
      sites: [
        { name: 'pool', op: 'MaxPool', width: 3, switch: { kind: 'maximum', size: 3, members } },
      ],
      outputWidth: 1,
      evaluate: (t, rows, site) =>
        Promise.resolve(
          site === 1
            ? Float64Array.from(t, (x) => Math.max(x, 1 - x, 0.6))
            : Float64Array.from({ length: 3 * rows }, (_, i) => {
                const x = t[Math.floor(i / 3)];
                return [x, 1 - x, 0.6][i % 3];
              }),
        ),
    });
    assert.deepEqual(
      path.knots.map(({ t }) => Number(t.toFixed(12))),
      [0, 0.4, 0.6, 1],
    );
  });
});

/** One maximum over `lines` (value at t = 0, slope) after a ReLU each, on the segment t ∈ [0, 1] run forwards or backwards. */
const pooledRelus = (lines: readonly (readonly [number, number])[], isBackward: boolean) => {
  const at = (t: number) => lines.map(([base, slope]) => base + slope * (isBackward ? 1 - t : t));
  const size = lines.length;
  const members = Int32Array.from({ length: size }, (_, k) => k);
  return exactPath({
    dimension: 1,
    sites: [
      { name: 'relu', op: 'Relu', width: size, switch: { kind: 'thresholds', thresholds: [0] } },
      { name: 'pool', op: 'MaxPool', width: size, switch: { kind: 'maximum', size, members } },
    ],
    outputWidth: 1,
    evaluate: (t, _rows, site) => {
      const rows = Array.from(t, (x) => at(x));
      const relus = rows.map((z) => z.map((value) => Math.max(0, value)));
      const stages = [rows, relus, relus.map((row) => [Math.max(...row)])];
      return Promise.resolve(Float64Array.from(stages[site].flat()));
    },
  });
};

describe('exactPath through a maximum', () => {
  for (const isBackward of [false, true]) {
    const direction = isBackward ? 'backwards' : 'forwards';
    const tOf = (t: number) => (isBackward ? 1 - t : t);

    it(`says that only the unit switches where the first of several zeros begins to grow, ${direction}`, async () => {
      const { knots } = await pooledRelus(
        [
          [-1, 0],
          [-0.5, 1],
          [-2, 1],
        ],
        isBackward,
      );
      assert.deepEqual(knots.slice(1, -1), [{ t: 0.5, crossings: [{ site: 0, unit: 1 }] }]);
    });

    it(`finds where another member overtakes, and no switch of a member that stays below, ${direction}`, async () => {
      const { knots } = await pooledRelus(
        [
          [0.25, 0],
          [-0.5, 1],
          [-0.8, 1],
        ],
        isBackward,
      );
      const found = knots.slice(1, -1).map(({ t, crossings }) => ({
        t: Number(tOf(t).toFixed(12)),
        crossings,
      }));
      const expected = [
        { t: 0.5, crossings: [{ site: 0, unit: 1 }] },
        { t: 0.75, crossings: [{ site: 1, unit: 0 }] },
        { t: 0.8, crossings: [{ site: 0, unit: 2 }] },
      ];
      assert.deepEqual(isBackward ? found.reverse() : found, expected);
    });
  }

  it('agrees with a scan of the winner over many random windows', async () => {
    const rng = randomGenerator(5);
    const size = 6;
    const windows = 200;
    const lines = Array.from({ length: size * windows }, () => [rng.normal(), rng.normal()]);
    const members = Int32Array.from(lines, (_, k) => k);
    const valuesAt = (t: number) => lines.map(([base, slope]) => base + slope * t);
    const { knots } = await exactPath({
      dimension: 1,
      sites: [
        {
          name: 'pool',
          op: 'MaxPool',
          width: lines.length,
          switch: { kind: 'maximum', size, members },
        },
      ],
      outputWidth: 1,
      evaluate: (t, rows, site) =>
        Promise.resolve(
          site === 1 ? new Float64Array(rows) : Float64Array.from([...t].flatMap(valuesAt)),
        ),
    });
    const winnerAt = (t: number, window: number): number => {
      const own = valuesAt(t).slice(window * size, (window + 1) * size);
      return own.indexOf(Math.max(...own));
    };
    const crossings = knots.flatMap(({ t, crossings: own }) =>
      own.map(({ unit }) => ({ t, unit })),
    );
    let changes = 0;
    for (let window = 0; window < windows; window++) {
      const own = crossings.filter(({ unit }) => unit === window).map(({ t }) => t);
      const ends = [0, ...own, 1];
      changes += own.length;
      for (const [i, t] of own.entries()) {
        const [left, right] = [(ends[i] + t) / 2, (t + ends[i + 2]) / 2];
        assert.notEqual(winnerAt(left, window), winnerAt(right, window));
      }
      for (let i = 0; i + 1 < ends.length; i++) {
        const at = (share: number) => winnerAt(ends[i] + share * (ends[i + 1] - ends[i]), window);
        assert.equal(at(0.001), at(0.999));
      }
    }
    assert.ok(changes > windows / 2, `${changes}`);
  });
});

describe('exactRay', () => {
  it('finds every bend of a segment of the ray, and the last one however far', async () => {
    const layers = randomNetwork(11, [3, 16, 16, 2]);
    const origin = [0.1, -0.2, 0.3];
    const direction = [1, 0.5, -2];
    const ray = await exactRay(denseMap(layers, origin, [direction]));
    const far = 1e4;
    const end = origin.map((value, i) => value + far * direction[i]);
    const path = await exactPath(segment(layers, origin, end));
    assert.equal(ray.regions, path.regions);
    for (const [i, { t }] of ray.knots.entries()) {
      assert.ok(Math.abs(t - far * path.knots[i].t) < 1e-8, `knot ${i}`);
    }
  });
});
