import { strict as assert } from 'node:assert';
import { scoreCard } from '../../../../src/analysis/scoreCard/scoreCard.ts';
import { scoreSpace } from '../../../../src/analysis/scoreSpace.ts';
import type { Matrix } from '../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../support/plainMatrixProduct.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { gaussianHullProbability } from '../../../../src/engine/stats/gaussianHullNull.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { gaussianCloud, matrixOf, moved } from '../../../support/randomClouds.ts';

const tools = { product: new PlainMatrixProduct(), progress: silentProgress };

async function cardOf(
  train: Matrix,
  test: Matrix,
  trainLabels?: Int32Array,
  testClasses?: Int32Array,
) {
  const scored = await scoreSpace('input', train, test, { ...tools, distance: true });
  const card = await scoreCard(
    {
      ...tools,
      name: 'input',
      train,
      test,
      trainLabels,
      testLabels: testClasses,
      testClasses,
      seed: 0,
    },
    scored,
  );
  return { scored, card, ...card.fields };
}

describe('the score card', () => {
  const rng = randomGenerator(1);
  const train = gaussianCloud(rng, 800, 4);
  const test = gaussianCloud(rng, 300, 4);

  it('finds every sample of the hull in the box, the balls and the ellipsoid (§15.1)', async () => {
    const { scored, card } = await cardOf(train, test);
    scored.verdicts.forEach(({ verdict }, row) => {
      if (verdict !== 'inside') return;
      assert.equal(card.scores.get('box.outOfRange')![row], 0);
      assert.ok(card.scores.get('ball.ratio')![row] <= 1 + 1e-9);
      assert.ok(card.scores.get('ellipsoid.gauge')![row] <= 1 + 1e-9);
    });
  });

  it('agrees with the Gaussian null on Gaussian rows, and stays below the coverage bounds', async () => {
    const { scored, dimensions, gaussianNull, ball, ellipsoid, coverageBounds } = await cardOf(
      train,
      test,
    );
    assert.equal(dimensions!.affine, 4);
    assert.equal(gaussianNull!.insideFraction, gaussianHullProbability(800, 4));
    assert.ok(Math.abs(scored.section.hull.insideFraction - gaussianNull!.insideFraction!) < 0.06);
    assert.ok(Math.abs(gaussianNull!.equivalentDimension! - 4) <= 1);
    const outside = (inside: number): number => 1 - inside / test.rows;
    assert.ok(outside(ball!.inside) <= coverageBounds!.ball + 0.02);
    assert.ok(outside(ellipsoid!.inside) <= coverageBounds!.ellipsoid + 0.03);
  });

  it('gives p-values that are uniform for rows like the training rows and small for shifted ones', async () => {
    const { calibration, card } = await cardOf(train, test);
    assert.equal(calibration!.heldOut, 160);
    assert.equal(new Set(calibration!.rows).size, 160);
    assert.ok(calibration!.rejectedAt5Percent < 0.12);
    for (const level of [0.05, 0.1]) {
      const share = card.pValues!.filter((p) => p <= level).length / test.rows;
      assert.ok(share <= level + 0.06, `${share} at ${level}`);
    }
    const shifted = await cardOf(train, moved(test, 1, 3));
    assert.ok(shifted.calibration!.rejectedAt5Percent > 0.9);
  });

  it('does not change under scale and origin', async () => {
    const before = await cardOf(train, test);
    const after = await cardOf(moved(train, 1e-6, 1e-6), moved(test, 1e-6, 1e-6));
    assert.equal(after.dimensions!.affine, before.dimensions!.affine);
    assert.equal(after.ball!.inside, before.ball!.inside);
    assert.equal(after.ellipsoid!.inside, before.ellipsoid!.inside);
    assert.ok(
      Math.abs(after.relativeDistance!.toDiameter! - before.relativeDistance!.toDiameter!) < 1e-3,
    );
    assert.ok(Math.abs(after.neighbours!.ratio!.median - before.neighbours!.ratio!.median) < 1e-6);
  });

  it('compares within classes: every predicted class once, its rows against its own training rows', async () => {
    const labels = Int32Array.from({ length: 800 }, (_, i) => i % 3);
    const classes = Int32Array.from({ length: 300 }, (_, i) => (i % 10 === 0 ? 7 : i % 3));
    const { classes: sections, scored, neighbours } = await cardOf(train, test, labels, classes);
    assert.deepEqual(
      sections!.map((section) => section.class),
      [0, 1, 2],
    );
    assert.deepEqual(
      sections!.map((section) => section.train),
      [267, 267, 266],
    );
    assert.equal(
      sections!.reduce((sum, section) => sum + section.test, 0),
      270,
    );
    assert.ok(
      sections!.reduce((sum, section) => sum + section.inside, 0) <= scored.section.hull.inside,
    );
    assert.ok(neighbours!.agreement! < 0.5);
  });

  it('says of which classes the samples inside are mixtures, and lets them vote', async () => {
    // Two separate clouds: a sample inside one cloud may be mixed from both, a sample between them must be.
    const rows = matrixOf([
      [0, 0],
      [0, 1],
      [1, 0],
      [10, 0],
      [10, 1],
      [11, 0],
    ]);
    const labels = Int32Array.of(0, 0, 0, 1, 1, 1);
    const queries = matrixOf([
      [5, 0.5],
      [0, 0],
      [20, 0],
    ]);
    const { mixture } = await cardOf(rows, queries, labels, Int32Array.of(0, 0, 1));
    assert.deepEqual([mixture!.samples, mixture!.ofSeveralClasses], [2, 1]);
    assert.equal(mixture!.entropyBits.min, 0);
    assert.ok(mixture!.entropyBits.max > 0.9 && mixture!.entropyBits.max <= 1);
    assert.ok(mixture!.agreement! >= 0.5);
    assert.equal((await cardOf(rows, queries)).mixture, undefined);
  });

  it('sees a flat in more columns, and test rows off it', async () => {
    const pad = (matrix: Matrix, value: number): Matrix =>
      matrixOf(
        Array.from({ length: matrix.rows }, (_, i) => [
          ...matrix.data.subarray(4 * i, 4 * i + 4),
          value,
        ]),
      );
    const { dimensions, ellipsoid } = await cardOf(pad(train, 2), pad(test, 2.5));
    assert.equal(dimensions!.affine, 4);
    assert.equal(ellipsoid!.offFlat, test.rows);
    assert.equal(ellipsoid!.inside, 0);
  });

  it('has a defined answer for few rows, one column and equal rows', async () => {
    const line = await cardOf(matrixOf([[0], [1], [3]]), matrixOf([[2], [4]]));
    assert.deepEqual(
      [line.ball!.inside, line.ellipsoid!.inside, line.scored.section.hull.inside],
      [1, 1, 1],
    );
    assert.equal(line.calibration, undefined);
    assert.ok(line.notes!.some((note) => /p-values are left out/.test(note)));
    const equal = await cardOf(
      matrixOf([
        [1, 1],
        [1, 1],
      ]),
      matrixOf([
        [1, 1],
        [2, 1],
      ]),
    );
    assert.equal(equal.dimensions!.affine, 0);
    assert.deepEqual(
      [equal.ball, equal.ellipsoid, equal.neighbours],
      [undefined, undefined, undefined],
    );
    const one = await cardOf(
      matrixOf([[1, 2]]),
      matrixOf([
        [1, 2],
        [0, 0],
      ]),
    );
    assert.equal(one.scored.section.hull.inside, 1);
    const two = await cardOf(
      matrixOf([
        [0, 0],
        [2, 2],
      ]),
      matrixOf([
        [1, 1],
        [2, 1],
      ]),
    );
    assert.equal(two.scored.section.hull.inside, 1);
    assert.equal(two.dimensions!.affine, 1);
  });
});
