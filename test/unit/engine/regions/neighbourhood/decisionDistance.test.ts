import { strict as assert } from 'node:assert';
import {
  type DecisionDistance,
  decisionDistance,
} from '../../../../../src/engine/regions/neighbourhood/decisionDistance.ts';
import { searchCells } from '../../../../../src/engine/regions/neighbourhood/cellSearch.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseDifferentiable } from '../../../../support/denseDifferentiable.ts';
import { type DenseLayer, preActivations } from '../../../../support/denseReluNetwork.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

/** Relative accuracy of projections onto cells in float64. */
const accuracy = 1e-12;

function close(actual: number, expected: number, what: string): void {
  const error = Math.abs(actual - expected);
  assert.ok(error <= accuracy * Math.max(1, Math.abs(expected)), `${what}: ${actual} ${expected}`);
}

async function exactly(name: string, point: readonly number[]): Promise<DecisionDistance> {
  const map = denseDifferentiable(regionFixtures[name].layers);
  return decisionDistance(map, Float64Array.from(point), { mostCells: 1000 });
}

const third = 1 / 3;

/** Geometry-spec §10, F5 to F7, from exact rational arithmetic. */
const cases: readonly {
  readonly net: string;
  readonly at: readonly number[];
  readonly logits?: readonly number[];
  readonly inRadius?: number;
  readonly linearised?: number;
  readonly distance: number;
  readonly nearest?: readonly number[];
}[] = [
  {
    net: 'N33',
    at: [0.5, -third],
    logits: [-8, 20],
    inRadius: 1.1067971810589328,
    linearised: 14 / 9,
    distance: 1.2820123070998795,
    nearest: [0.729333, 0.928],
  },
  {
    net: 'N33',
    at: [1, 1],
    logits: [2, -6],
    inRadius: 0,
    linearised: 8 / Math.sqrt(936),
    distance: 0.11925695879998872,
    nearest: [0.978667, 0.882667],
  },
  { net: 'N33', at: [0, 0], logits: [-6, 16], distance: 1.043498389499902 },
  {
    net: 'N44',
    at: [1, 1],
    logits: [2, 1],
    linearised: 1 / (3 * Math.sqrt(5)),
    distance: 1 / (3 * Math.sqrt(5)),
  },
  {
    net: 'N44',
    at: [0.5, -third],
    inRadius: 0.046225016352102424,
    distance: 0.4558965234100645,
  },
  { net: 'N44', at: [0, 0], distance: 0.5246922502931609 },
];

describe('decisionDistance', () => {
  for (const each of cases) {
    it(`gives the rational distances of ${each.net} at (${each.at.map((x) => x.toFixed(3)).join(', ')})`, async () => {
      const found = await exactly(each.net, each.at);
      assert.equal(found.isExact, true);
      close(found.lower, each.distance, 'lower');
      close(found.upper, each.distance, 'upper');
      if (each.inRadius !== undefined) close(found.inRadius, each.inRadius, 'in-radius');
      if (each.linearised !== undefined) close(found.linearised, each.linearised, 'linearised');
      each.logits?.forEach((score, k) => close(found.scores.values[k], score, 'score'));
      each.nearest?.forEach((x, i) => {
        assert.ok(Math.abs(found.nearest!.point[i] - x) < 1e-6, `coordinate ${i}`);
      });
    });
  }

  it('names the facet that bounds the region', async () => {
    const { facets } = await exactly('N33', [0.5, -third]);
    assert.equal(facets[0].site, 0);
    assert.equal(facets[0].unit, 1);
  });

  it('finds the linearised distance both too long and too short, so never takes it for a bound', async () => {
    const tooLong = await exactly('N33', [1, 1]);
    assert.ok(tooLong.linearised > 2 * tooLong.upper);
    const tooShort = await exactly('N44', [0.5, -third]);
    assert.ok(tooShort.linearised < 0.5 * tooShort.lower);
    assert.equal(tooShort.linearised.toFixed(8), '0.16949173');
  });

  for (const norm of ['euclidean', 'maximum'] as const) {
    it(`keeps lower ≤ upper, classes changing at the upper end and never within the lower (${norm})`, async () => {
      const rng = randomGenerator(11);
      const layers = randomLayers(rng, [3, 8, 8, 3]);
      const map = denseDifferentiable(layers);
      for (let trial = 0; trial < 40; trial++) {
        const x = Float64Array.from({ length: 3 }, () => rng.normal());
        const found = await decisionDistance(map, x, { norm });
        assert.ok(found.lower <= found.upper * (1 + accuracy), `trial ${trial}`);
        if (found.nearest) {
          const { point, rival } = found.nearest;
          const scores = preActivations(layers, point).at(-1)!;
          const scale = Math.max(...scores.map(Math.abs));
          assert.ok(scores[found.predicted] - scores[rival] <= 1e-9 * scale);
        }
        for (let direction = 0; direction < 20; direction++) {
          const step = unitStep(rng, norm);
          const y = x.map((value, i) => value + found.lower * (1 - 1e-9) * step[i]);
          const scores = preActivations(layers, y).at(-1)!;
          assert.equal(scores.indexOf(Math.max(...scores)), found.predicted);
        }
      }
    });
  }

  it('agrees with a dense scan along many directions in the plane', async () => {
    const rng = randomGenerator(5);
    for (let net = 0; net < 2; net++) {
      const layers = randomLayers(rng, [2, 7, 7, 3]);
      const x = Float64Array.from({ length: 2 }, () => rng.normal());
      const map = denseDifferentiable(layers);
      const found = await decisionDistance(map, x, { mostCells: 5000 });
      assert.equal(found.isExact, true);
      const scanned = scan(layers, x, found.upper === Infinity ? 5 : 1.2 * found.upper);
      if (found.upper === Infinity) {
        assert.equal(scanned, Infinity);
        continue;
      }
      assert.ok(scanned >= found.upper * (1 - 1e-6), `net ${net}: ${scanned} < ${found.upper}`);
      assert.ok(scanned <= found.upper * 1.01, `net ${net}: ${scanned} > ${found.upper}`);
    }
  });

  it('gives the same cells and distances, scaled, when inputs are 1e9 or 1e-9 times as large', async () => {
    const { layers } = regionFixtures['N44'];
    const plain = await exactly('N44', [0.5, -third]);
    for (const scale of [1e-9, 1e9]) {
      const scaled = layers.map(({ weights, bias }, i) => ({
        weights: i === 0 ? weights.map((row) => Array.from(row, (w) => w / scale)) : weights,
        bias,
      }));
      const point = Float64Array.of(0.5 * scale, -third * scale);
      const found = await decisionDistance(denseDifferentiable(scaled), point, {
        mostCells: 1000,
      });
      close(found.upper / scale, plain.upper, `${scale}`);
      close(found.inRadius / scale, plain.inRadius, `${scale}`);
      assert.equal(found.isExact, true);
    }
  });

  it('does not depend on how units are scaled', async () => {
    const { layers } = regionFixtures['N44'];
    const [first, second, last] = layers;
    const factor = [1e9, 1e-9, 1e9, 1e-9];
    const scaled = [
      {
        weights: first.weights.map((row, unit) => Array.from(row, (w) => w * factor[unit])),
        bias: Array.from(first.bias, (b, unit) => b * factor[unit]),
      },
      {
        weights: second.weights.map((row) => Array.from(row, (w, i) => w / factor[i])),
        bias: second.bias,
      },
      last,
    ];
    const point = Float64Array.of(0.5, -third);
    const found = await decisionDistance(denseDifferentiable(scaled), point, { mostCells: 1000 });
    close(found.upper, 0.4558965234100645, 'distance');
    close(found.inRadius, 0.046225016352102424, 'in-radius');
  });

  it('stops at its budget of cells with bounds that hold', async () => {
    const map = denseDifferentiable(regionFixtures['N555'].layers);
    const x = Float64Array.of(-3.5, 3.2);
    const exact = await decisionDistance(map, x, { mostCells: 1000 });
    assert.equal(exact.isExact, true);
    for (const mostCells of [1, 2, 5]) {
      const found = await decisionDistance(map, x, { mostCells });
      assert.ok(found.lower <= exact.lower * (1 + accuracy));
      assert.ok(found.upper >= exact.upper * (1 - accuracy));
      assert.ok(found.cells <= mostCells);
    }
  });

  it('is at distance 0 on a tie, and infinitely far where one class wins everywhere', async () => {
    const tie = denseDifferentiable([{ weights: [[1], [-1]], bias: [0, 0] }]);
    assert.equal((await decisionDistance(tie, Float64Array.of(0))).upper, 0);
    const always = denseDifferentiable([{ weights: [[1], [1]], bias: [1, 0] }]);
    const found = await decisionDistance(always, Float64Array.of(3));
    assert.deepEqual([found.lower, found.upper, found.isExact], [Infinity, Infinity, true]);
  });

  it('takes a single score for one of two classes, apart where it is 0', async () => {
    const single = denseDifferentiable([{ weights: [[1]], bias: [1] }]);
    const found = await decisionDistance(single, Float64Array.of(3));
    assert.deepEqual([found.predicted, found.lower, found.upper], [1, 4, 4]);
    assert.deepEqual([...found.nearest!.point], [-1]);
  });
});

function randomLayers(
  rng: ReturnType<typeof randomGenerator>,
  widths: readonly number[],
): DenseLayer[] {
  return widths.slice(1).map((units, layer) => ({
    weights: Array.from({ length: units }, () =>
      Array.from({ length: widths[layer] }, () => rng.normal()),
    ),
    bias: Array.from({ length: units }, () => 0.3 * rng.normal()),
  }));
}

function unitStep(
  rng: ReturnType<typeof randomGenerator>,
  norm: 'euclidean' | 'maximum',
): number[] {
  const step = Array.from({ length: 3 }, () => rng.normal());
  const length = norm === 'euclidean' ? Math.hypot(...step) : Math.max(...step.map(Math.abs));
  return step.map((value) => value / length);
}

/** Least distance along 2,000 directions at which another class wins, found by steps and bisection. */
function scan(layers: readonly DenseLayer[], x: Float64Array, reach: number): number {
  const classAt = (r: number, angle: number) => {
    const scores = preActivations(layers, [
      x[0] + r * Math.cos(angle),
      x[1] + r * Math.sin(angle),
    ]).at(-1)!;
    return scores.indexOf(Math.max(...scores));
  };
  const own = classAt(0, 0);
  let least = Infinity;
  for (let k = 0; k < 2000; k++) {
    const angle = (2 * Math.PI * k) / 2000;
    for (let r = reach / 240; r <= Math.min(reach, least); r += reach / 240) {
      if (classAt(r, angle) === own) continue;
      let [low, high] = [r - reach / 240, r];
      while (high - low > 1e-10 * high) {
        const middle = (low + high) / 2;
        if (classAt(middle, angle) === own) low = middle;
        else high = middle;
      }
      least = Math.min(least, high);
    }
  }
  return least;
}

describe('searchCells', () => {
  it('opens no cell whose constraints would not fit into memory, every member of a maximum being one', async () => {
    const [length, size] = [2 ** 14, 2 ** 12];
    const members = Int32Array.from({ length }, (_, i) => i);
    const map = {
      ...denseDifferentiable(regionFixtures['N33'].layers),
      inputLength: length,
      sites: [
        { name: 'pool', op: 'MaxPool', width: length, switch: { kind: 'maximum', size, members } },
      ] as const,
      gradients: () => Promise.reject(new Error('a cell was opened')),
    };
    assert.deepEqual(await searchCells(map, new Float64Array(length), 0, { mostCells: 100 }), {
      lower: 0,
      nearest: undefined,
      cells: 0,
      isComplete: false,
    });
  });
});
