import { strict as assert } from 'node:assert';
import { rangeBox } from '../../../../src/engine/extrapolation/rangeBox.ts';
import type { Matrix } from '../../../../src/engine/linalg/matrix.ts';
import {
  type RandomGenerator,
  randomGenerator,
} from '../../../../src/engine/stats/randomGenerator.ts';
import { certifiedVerdicts, wordsOf } from '../../../support/hulls.ts';
import { gaussianCloud, mixtures, moved } from '../../../support/randomClouds.ts';

const shapes = [
  [1, 1],
  [9, 1],
  [5, 2],
  [40, 2],
  [7, 7],
  [120, 4],
  [60, 10],
  [20, 40],
] as const;

/** Random rows, and queries of which some are inside and some outside. */
function scene(rng: RandomGenerator, n: number, d: number): { rows: Matrix; queries: Matrix } {
  const rows = gaussianCloud(rng, n, d);
  const parts = [mixtures(rng, rows, 6, 4), mixtures(rng, rows, 3, n), gaussianCloud(rng, 6, d)];
  const data = Float64Array.from(parts.flatMap((part) => [...part.data]));
  return { rows, queries: { rows: 15, columns: d, data } };
}

/** Applies an invertible linear map: random lower triangle with a diagonal away from 0. */
function mapped(matrix: Matrix, triangle: Float64Array): Matrix {
  const d = matrix.columns;
  const data = matrix.data.map((_, at) => {
    const [i, k] = [Math.floor(at / d), at % d];
    let sum = 0;
    for (let j = 0; j <= k; j++) sum += triangle[k * d + j] * matrix.data[i * d + j];
    return sum;
  });
  return { ...matrix, data };
}

describe('laws of hull membership (geometry-spec §15, 1–4)', () => {
  for (const [n, d] of shapes) {
    const seed = n * 100 + d;

    it(`keeps verdicts and relative distances under scaling and translation: ${n} × ${d}, seed ${seed}`, async () => {
      const { rows, queries } = scene(randomGenerator(seed), n, d);
      const reference = await certifiedVerdicts(rows, queries, { relativeGap: 1e-6 });
      for (const [scale, shift] of [
        [1e-9, 0],
        [1e9, 0],
        [1, 1e6],
        [1e-3, 1e3],
        [1e9, -3e9],
      ]) {
        const found = await certifiedVerdicts(
          moved(rows, scale, shift),
          moved(queries, scale, shift),
          {
            relativeGap: 1e-6,
          },
        );
        assert.deepEqual(wordsOf(found), wordsOf(reference), `${scale}, ${shift}`);
        found.forEach(({ upper }, i) => {
          assert.ok(
            Math.abs(upper / scale - reference[i].upper) <= 1e-5 * (1 + reference[i].upper),
          );
        });
      }
    });

    it(`keeps verdicts under an invertible linear map: ${n} × ${d}, seed ${seed}`, async () => {
      const rng = randomGenerator(seed);
      const { rows, queries } = scene(rng, n, d);
      const triangle = Float64Array.from({ length: d * d }, (_, at) =>
        at % (d + 1) === 0 ? 1 + rng.uniform() : rng.normal() / d,
      );
      const reference = wordsOf(await certifiedVerdicts(rows, queries));
      const found = await certifiedVerdicts(mapped(rows, triangle), mapped(queries, triangle));
      assert.deepEqual(wordsOf(found), reference);
    });

    it(`puts the hull inside the range box and never a training row outside: ${n} × ${d}, seed ${seed}`, async () => {
      const { rows, queries } = scene(randomGenerator(seed), n, d);
      const found = await certifiedVerdicts(rows, queries);
      const { low, high } = rangeBox(rows, queries);
      found.forEach(({ verdict }, i) => {
        if (verdict !== 'inside') return;
        for (let k = 0; k < d; k++) {
          const value = queries.data[i * d + k];
          assert.ok(value >= low[k] - 1e-7 && value <= high[k] + 1e-7);
        }
      });
      // Moved by a rounding error, so that the duplicate stage does not answer.
      const nearly = moved(rows, 1 + 2 * Number.EPSILON, 0);
      assert.ok(wordsOf(await certifiedVerdicts(rows, nearly)).every((word) => word === 'inside'));
    });

    it(`never turns inside into outside when rows are added: ${n} × ${d}, seed ${seed}`, async () => {
      const rng = randomGenerator(seed);
      const { rows, queries } = scene(rng, n, d);
      const more = [
        ...rows.data,
        ...mixtures(rng, rows, 5, 3).data,
        ...gaussianCloud(rng, 5, d).data,
      ];
      const larger = { rows: n + 10, columns: d, data: Float64Array.from(more) };
      const before = await certifiedVerdicts(rows, queries);
      const after = await certifiedVerdicts(larger, queries);
      before.forEach(({ verdict, upper }, i) => {
        if (verdict === 'inside') assert.equal(after[i].verdict, 'inside');
        assert.ok(after[i].lower <= upper * (1 + 1e-9));
      });
      const mixed = [...rows.data, ...mixtures(rng, rows, 10, 3).data];
      const same = { rows: n + 10, columns: d, data: Float64Array.from(mixed) };
      assert.deepEqual(wordsOf(await certifiedVerdicts(same, queries)), wordsOf(before));
    });

    it(`gives a distance that is 0 exactly inside, 1-Lipschitz and below the nearest row's: ${n} × ${d}, seed ${seed}`, async () => {
      const { rows, queries } = scene(randomGenerator(seed), n, d);
      const found = await certifiedVerdicts(rows, queries, { relativeGap: 1e-7 });
      const apart = (a: Matrix, i: number, b: Matrix, j: number): number =>
        Math.hypot(...Array.from({ length: d }, (_, k) => a.data[i * d + k] - b.data[j * d + k]));
      found.forEach(({ verdict, lower, upper }, i) => {
        assert.equal(lower > 0, verdict === 'outside');
        assert.equal(upper === 0, verdict === 'inside');
        for (let row = 0; row < n; row++) assert.ok(lower <= apart(rows, row, queries, i) + 1e-7);
        for (let j = 0; j < i; j++) {
          assert.ok(lower - found[j].upper <= apart(queries, i, queries, j) + 1e-7);
        }
      });
    });
  }
});
