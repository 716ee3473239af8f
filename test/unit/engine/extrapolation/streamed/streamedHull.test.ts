import { strict as assert } from 'node:assert';
import { hullMembership } from '../../../../../src/engine/extrapolation/hullMembership.ts';
import type { RowBlocks } from '../../../../../src/engine/extrapolation/streamed/rowBlocks.ts';
import { streamedHullMembership } from '../../../../../src/engine/extrapolation/streamed/streamedHull.ts';
import type { Matrix } from '../../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../../support/plainMatrixProduct.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { UserError } from '../../../../../src/engine/userError.ts';
import { assertCertified, wordsOf } from '../../../../support/hulls.ts';
import { gaussianCloud, mixtures, moved } from '../../../../support/randomClouds.ts';

const tools = { product: new PlainMatrixProduct(), progress: silentProgress };

/** Blocks that share one array, as a file reader's do. */
function inBlocks({ rows, columns, data }: Matrix, blockRows: number): RowBlocks {
  const buffer = data.slice(0, blockRows * columns);
  return {
    rows,
    columns,
    async *blocks() {
      for (let start = 0; start < rows; start += blockRows) {
        const count = Math.min(blockRows, rows - start);
        buffer.set(data.subarray(start * columns, (start + count) * columns));
        yield await Promise.resolve({
          start,
          matrix: { rows: count, columns, data: buffer.subarray(0, count * columns) },
        });
      }
    },
  };
}

function float32({ rows, columns, data }: Matrix): Matrix<Float32Array> {
  return { rows, columns, data: Float32Array.from(data) };
}

function stackedQueries(parts: readonly Matrix[]): Matrix<Float32Array> {
  const data = Float32Array.from(parts.flatMap((part) => [...part.data]));
  return { rows: data.length / parts[0].columns, columns: parts[0].columns, data };
}

describe('the hull of streamed rows', () => {
  it('gives the verdicts and distances of the hull of all rows, each certified against all rows', async () => {
    for (const [n, d, seed] of [
      [1000, 2, 1],
      [40_000, 3, 2],
      [3000, 6, 3],
      [2000, 30, 4],
    ]) {
      const rng = randomGenerator(seed);
      const rows = float32(gaussianCloud(rng, n, d));
      const queries = stackedQueries([
        gaussianCloud(rng, 30, d),
        mixtures(rng, rows, 10, 3),
        moved(gaussianCloud(rng, 5, d), 3, 0),
        { rows: 2, columns: d, data: rows.data.slice(0, 2 * d) },
      ]);
      const whole = await hullMembership(rows, queries, { ...tools, distance: true });
      for (const distance of [false, true]) {
        const streamed = await streamedHullMembership(inBlocks(rows, 777), queries, {
          ...tools,
          distance,
        });
        assert.deepEqual(wordsOf(streamed), wordsOf(whole), `${n} × ${d}`);
        assert.deepEqual(
          streamed.slice(-2).map(({ duplicate }) => duplicate),
          [true, true],
        );
        assertCertified(rows, queries, streamed);
        if (!distance) continue;
        streamed.forEach(({ lower, upper }, i) => {
          assert.ok(upper - lower <= 0.001 * upper);
          assert.ok(lower <= whole[i].upper && whole[i].lower <= upper);
        });
      }
    }
  });

  it('decides next to rows without extent, and far from the origin, as the hull of all rows does', async () => {
    const cloud = moved(gaussianCloud(randomGenerator(9), 300, 2), 1e-3, 0);
    for (const [name, rows] of [
      ['rows of zeros', { rows: 300, columns: 2, data: new Float64Array(600) }],
      ['equal rows', { rows: 300, columns: 2, data: new Float64Array(600).fill(0.1) }],
      ['a cloud far out', { ...cloud, data: cloud.data.map((value) => value + 1e6) }],
    ] as const) {
      const data = [1e-12, 1e-9, 1e-7, 1e-3].flatMap((step) => [
        rows.data[0] + step * (1 + Math.abs(rows.data[0])),
        rows.data[1],
      ]);
      const queries = { rows: data.length / 2, columns: 2, data: Float64Array.from(data) };
      const whole = await hullMembership(rows, queries, { ...tools, distance: false });
      const streamed = await streamedHullMembership(inBlocks(rows, 70), queries, {
        ...tools,
        distance: false,
      });
      assert.deepEqual(wordsOf(streamed), wordsOf(whole), name);
    }
  });

  it('keeps float64 rows in float64, so that its certificates hold for them', async () => {
    const rng = randomGenerator(7);
    const rows = gaussianCloud(rng, 2000, 5);
    const queries = mixtures(rng, rows, 20, 6);
    const streamed = await streamedHullMembership(inBlocks(rows, 300), queries, {
      ...tools,
      distance: true,
    });
    assertCertified(rows, queries, streamed);
    assert.ok(wordsOf(streamed).every((word) => word === 'inside'));
  });

  it('ends early with valid bounds when time is over', async () => {
    const rng = randomGenerator(8);
    const rows = gaussianCloud(rng, 3000, 8);
    const queries = gaussianCloud(rng, 40, 8);
    const whole = await hullMembership(rows, queries, { ...tools, distance: true });
    for (const allowed of [0, 1, 5, 20]) {
      let asked = 0;
      const progress = { ...silentProgress, isOver: () => ++asked > allowed };
      for (const early of [
        await hullMembership(rows, queries, { ...tools, progress, distance: true, batch: 8 }),
        await streamedHullMembership(inBlocks(rows, 500), queries, {
          ...tools,
          progress,
          distance: true,
        }),
      ]) {
        assertCertified(rows, queries, early);
        early.forEach(({ verdict, lower, upper }, i) => {
          assert.ok(verdict === 'undecided' || verdict === whole[i].verdict, `query ${i}`);
          assert.ok(lower <= whole[i].upper && whole[i].lower <= upper, `bounds of query ${i}`);
        });
      }
    }
  });

  it('refuses queries of another width', async () => {
    const rows = float32(gaussianCloud(randomGenerator(5), 10, 3));
    await assert.rejects(
      streamedHullMembership(inBlocks(rows, 4), gaussianCloud(randomGenerator(6), 2, 4), {
        ...tools,
        distance: false,
      }),
      UserError,
    );
  });
});
