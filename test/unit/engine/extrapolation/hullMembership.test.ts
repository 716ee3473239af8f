import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hullMembership } from '../../../../src/engine/extrapolation/hullMembership.ts';
import { PlainMatrixProduct } from '../../../support/plainMatrixProduct.ts';
import { CancelledError, silentProgress } from '../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { UserError } from '../../../../src/engine/userError.ts';
import { certifiedVerdicts, wordsOf } from '../../../support/hulls.ts';
import { gaussianCloud, matrixOf } from '../../../support/randomClouds.ts';

interface Oracle {
  readonly cases: readonly {
    readonly name: string;
    readonly rows: readonly (readonly number[])[];
    readonly queries: readonly (readonly number[])[];
    readonly verdict: readonly string[];
    readonly distance: readonly number[];
  }[];
}

function fixture<T>(name: string): T {
  const folder = join(import.meta.dirname, '../../../fixtures/extrapolation');
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
}

describe('hullMembership', () => {
  for (const { name, rows, queries, verdict, distance } of fixture<Oracle>('hull-oracle.json')
    .cases) {
    it(`agrees with linear programming and non-negative least squares on: ${name}`, async () => {
      const data = matrixOf(rows);
      const asked = matrixOf(queries);
      const found = await certifiedVerdicts(data, asked);
      assert.deepEqual(wordsOf(found), verdict);
      assert.deepEqual(wordsOf(await certifiedVerdicts(data, asked, { distance: false })), verdict);
      found.forEach(({ lower, upper }, i) => {
        assert.ok(lower <= distance[i] + 1e-6 && distance[i] <= upper + 1e-6, `query ${i}`);
        assert.ok(upper - lower <= 0.001 * upper, `gap of query ${i}`);
      });
    });
  }

  it('finds the projection of the DELAUNAYSPARSE toy set (F9)', async () => {
    const toy = fixture<{
      points: number[][];
      queries: number[][];
      hull_distance: number[];
      projection_last: number[];
    }>('delaunaysparse-toy.json');
    const points = matrixOf(toy.points);
    const found = await certifiedVerdicts(points, matrixOf(toy.queries), { relativeGap: 1e-10 });
    assert.deepEqual(wordsOf(found), ['inside', 'inside', 'inside', 'inside', 'inside', 'outside']);
    const { certificate, upper } = found[5];
    assert.ok(Math.abs(upper - toy.hull_distance[5]) < 1e-10);
    assert.ok(certificate.verdict === 'outside' && certificate.nearest);
    const { rows, weights } = certificate.nearest;
    for (const axis of [0, 1]) {
      const value = rows.reduce((sum, row, i) => sum + weights[i] * points.data[row * 2 + axis], 0);
      assert.ok(Math.abs(value - toy.projection_last[axis]) < 1e-8);
    }
  });

  it('gives the same verdicts whatever the batch', async () => {
    const rng = randomGenerator(5);
    const rows = gaussianCloud(rng, 200, 6);
    const queries = gaussianCloud(rng, 40, 6);
    const [one, many] = await Promise.all([
      certifiedVerdicts(rows, queries, { batch: 1 }),
      certifiedVerdicts(rows, queries, { batch: 64 }),
    ]);
    assert.deepEqual(wordsOf(one), wordsOf(many));
    const again = await certifiedVerdicts(rows, queries, { batch: 64 });
    assert.deepEqual(again, many);
  });

  it('says which queries equal a training row, with 0 equal to −0', async () => {
    const rows = matrixOf([
      [0, 1],
      [2, 3],
      [5, 1],
    ]);
    const found = await certifiedVerdicts(
      rows,
      matrixOf([
        [2, 3],
        [-0, 1],
        [2, 2],
      ]),
    );
    assert.deepEqual(
      found.map(({ duplicate }) => duplicate),
      [true, true, false],
    );
    assert.deepEqual(wordsOf(found), ['inside', 'inside', 'inside']);
  });

  it('refuses data it cannot use in one sentence', async () => {
    const options = {
      product: new PlainMatrixProduct(),
      distance: false,
      progress: silentProgress,
    };
    const two = matrixOf([[0, 1]]);
    const empty = { rows: 0, columns: 2, data: new Float64Array(0) };
    await assert.rejects(hullMembership(empty, two, options), UserError);
    await assert.rejects(hullMembership(matrixOf([[1]]), two, options), /1 columns.*2/);
    await assert.rejects(
      hullMembership(two, matrixOf([[1, NaN]]), options),
      /Value 1 of test row 0/,
    );
    await assert.rejects(hullMembership(matrixOf([[Infinity, 0]]), two, options), /training row 0/);
    assert.deepEqual(await hullMembership(two, empty, options), []);
  });

  it('reports progress up to the number of queries and stops when cancelled', async () => {
    const rng = randomGenerator(6);
    const rows = gaussianCloud(rng, 100, 4);
    const queries = gaussianCloud(rng, 30, 4);
    const seen: number[] = [];
    await certifiedVerdicts(rows, queries, {
      batch: 8,
      progress: { report: (_stage, done) => seen.push(done), throwIfCancelled: () => undefined },
    });
    assert.equal(seen.at(-1), 30);
    assert.deepEqual(
      seen,
      seen.slice().sort((a, b) => a - b),
    );
    let calls = 0;
    const progress = {
      report: () => undefined,
      throwIfCancelled: () => {
        if (++calls > 2) throw new CancelledError();
      },
    };
    await assert.rejects(certifiedVerdicts(rows, queries, { batch: 2, progress }), CancelledError);
  });
});
