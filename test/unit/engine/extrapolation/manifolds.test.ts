import { strict as assert } from 'node:assert';
import { hullMembership } from '../../../../src/engine/extrapolation/hullMembership.ts';
import { leaveOneOut } from '../../../../src/engine/extrapolation/leaveOneOut.ts';
import type { Matrix } from '../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../support/plainMatrixProduct.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { gaussianHullProbability } from '../../../../src/engine/stats/gaussianHullNull.ts';
import {
  type RandomGenerator,
  randomGenerator,
} from '../../../../src/engine/stats/randomGenerator.ts';
import { gaussianCloud, matrixOf } from '../../../support/randomClouds.ts';

const tools = { product: new PlainMatrixProduct(), progress: silentProgress };

function cube(d: number): Matrix<Float64Array> {
  return matrixOf(
    Array.from({ length: 2 ** d }, (_, corner) =>
      Array.from({ length: d }, (_, k) => (corner >> k) & 1),
    ),
  );
}

async function projected(
  rows: Matrix,
  d: number,
  rng: RandomGenerator,
): Promise<Matrix<Float64Array>> {
  return tools.product.project(
    rows,
    new Float64Array(rows.columns),
    gaussianCloud(rng, d, rows.columns),
  );
}

async function outsideCount(rows: Matrix): Promise<number> {
  const all = Int32Array.from({ length: rows.rows }, (_, i) => i);
  const verdicts = await leaveOneOut(rows, all, tools);
  assert.ok(!verdicts.includes('undecided'));
  return verdicts.filter((verdict) => verdict === 'outside').length;
}

describe('hull and manifold dimension (D36)', () => {
  it('never interpolates on the moment curve, though it is a line', async () => {
    const rng = randomGenerator(1);
    for (const d of [2, 3, 5]) {
      const curve = (count: number) =>
        matrixOf(
          Array.from({ length: count }, () => {
            const t = 2 * rng.uniform() - 1;
            return Array.from({ length: d }, (_, k) => t ** (k + 1));
          }),
        );
      const verdicts = await hullMembership(curve(200), curve(60), { ...tools, distance: false });
      assert.ok(
        verdicts.every(({ verdict }) => verdict === 'outside'),
        `d = ${d}`,
      );
    }
  });

  it('gives a 4-dimensional Gaussian in 50 columns the rate of 4 dimensions', async () => {
    const rng = randomGenerator(2);
    const expected = gaussianHullProbability(50, 4);
    assert.equal(expected.toFixed(8), '0.44401943');
    const axes = gaussianCloud(rng, 50, 4);
    const embed = (rows: Matrix) => tools.product.project(rows, new Float64Array(4), axes);
    let inside = 0;
    const [trials, queries] = [25, 20];
    for (let trial = 0; trial < trials; trial++) {
      const rows = await embed(gaussianCloud(rng, 50, 4));
      const points = await embed(gaussianCloud(rng, queries, 4));
      const verdicts = await hullMembership(rows, points, { ...tools, distance: false });
      inside += verdicts.filter(({ verdict }) => verdict === 'inside').length;
    }
    assert.ok(Math.abs(inside / (trials * queries) - expected) < 0.08, `${inside}`);
  });
});

describe('leaving one out (D37)', () => {
  it('finds every corner of a cube outside, and 2d of them in a generic plane', async () => {
    const rng = randomGenerator(3);
    const corners = cube(8);
    assert.equal(await outsideCount(corners), 256);
    assert.equal(await outsideCount(await projected(corners, 2, rng)), 16);
  });

  it('finds 2(1 + (d − 1) + C(d − 1, 2)) corners outside in generic space', async () => {
    assert.equal(await outsideCount(await projected(cube(8), 3, randomGenerator(4))), 58);
  });

  it('finds a duplicated vertex inside, since its twin stays', async () => {
    const rows = matrixOf([
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    let asked = 0;
    const ended = { ...tools, progress: { ...silentProgress, isOver: () => ++asked > 1 } };
    assert.deepEqual(await leaveOneOut(rows, [0, 1, 2], ended), [
      'inside',
      'undecided',
      'undecided',
    ]);
    assert.deepEqual(await leaveOneOut(rows, [0, 1, 2, 3], tools), [
      'inside',
      'outside',
      'outside',
      'inside',
    ]);
  });
});
