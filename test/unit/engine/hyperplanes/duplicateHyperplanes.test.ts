import { strict as assert } from 'node:assert';
import {
  duplicateHyperplanes,
  maxDuplicates,
} from '../../../../src/engine/hyperplanes/duplicateHyperplanes.ts';
import { rowGeometry } from '../../../../src/engine/hyperplanes/rowGeometry.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

function duplicatesOf(rows: readonly (readonly number[])[], bias: readonly number[]): number[][] {
  const weights = {
    rows: rows.length,
    columns: rows[0].length,
    data: Float64Array.from(rows.flat()),
  };
  const geometry = rowGeometry(weights, Float64Array.from(bias));
  return duplicateHyperplanes(weights, geometry, randomGenerator(1));
}

describe('duplicateHyperplanes', () => {
  const row = [0.3, -0.5, 0.2];
  const scaled = row.map((value) => value * 7);
  const flipped = row.map((value) => -2 * value);

  it('finds rescaled and flipped copies with the same boundary', () => {
    const rows = [row, [1, 0, 0], scaled, flipped];
    assert.deepEqual(duplicatesOf(rows, [0.1, 0.1, 0.7, -0.2]), [
      [0, 2],
      [0, 3],
      [2, 3],
    ]);
  });

  it('tells parallel boundaries with different offsets apart', () => {
    assert.deepEqual(duplicatesOf([row, scaled, flipped], [0.1, 0.1, 0.2]), []);
  });

  it('counts zero offsets as equal and rows without direction not at all', () => {
    assert.deepEqual(duplicatesOf([row, flipped, [0, 0, 0], [0, 0, 0]], [0, 0, 1, 1]), [[0, 1]]);
  });

  it('draws the line at |cos| = 1 − 1e-6', () => {
    const turned = (angle: number): number[][] => [
      [1, 0],
      [Math.cos(angle), Math.sin(angle)],
    ];
    const critical = Math.acos(1 - 1e-6);
    assert.deepEqual(duplicatesOf(turned(critical * 0.999), [0, 0]), [[0, 1]]);
    assert.deepEqual(duplicatesOf(turned(critical * 1.001), [0, 0]), []);
  });

  it('agrees with comparing all pairs, copies hidden among 300 random rows', () => {
    const rng = randomGenerator(12);
    for (const fanIn of [1, 2, 40]) {
      const rows: number[][] = [];
      const bias: number[] = [];
      for (let i = 0; i < 300; i++) {
        const copied = i > 0 && rng.uniform() < 0.1 ? rng.integer(i) : -1;
        const factor = rng.normal();
        const source =
          copied < 0 ? Array.from({ length: fanIn }, () => rng.normal()) : rows[copied];
        rows.push(source.map((value) => Math.fround(value * factor)));
        bias.push(Math.fround((copied < 0 ? rng.integer(3) : bias[copied]) * factor));
      }
      assert.deepEqual(duplicatesOf(rows, bias), bruteForce(rows, bias), `fan-in ${fanIn}`);
    }
  });

  it('does not depend on scale', () => {
    const rows = [row, scaled, flipped, [1, 2, 3]];
    const bias = [0.1, 0.7, -0.2, 0];
    const expected = duplicatesOf(rows, bias);
    for (const factor of [1e-9, 1e9]) {
      const far = bias.map((value) => value * factor);
      assert.deepEqual(duplicatesOf(rows, far), expected);
      assert.deepEqual(
        duplicatesOf(
          rows.map((r) => r.map((v) => v * factor)),
          far,
        ),
        expected,
      );
    }
  });

  it('stops at a bounded number of pairs in a collapsed layer', () => {
    const count = 200;
    const found = duplicatesOf(
      Array.from({ length: count }, () => row),
      new Array<number>(count).fill(1),
    );
    assert.equal(found.length, maxDuplicates);
  });
});

/** The definition over all pairs, from normalised rows. */
function bruteForce(rows: readonly number[][], bias: readonly number[]): number[][] {
  const pairs: number[][] = [];
  const norms = rows.map((r) => Math.hypot(...r));
  const offsets = bias.map((b, i) => b / norms[i]);
  const typical = offsets.map(Math.abs).sort((a, b) => a - b)[Math.floor(offsets.length / 2)];
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      const cosine = rows[i].reduce((sum, v, k) => sum + v * rows[j][k], 0) / (norms[i] * norms[j]);
      const gap = Math.abs(offsets[i] - Math.sign(cosine) * offsets[j]);
      const scale = Math.max(Math.abs(offsets[i]), Math.abs(offsets[j]), typical);
      if (Math.abs(cosine) > 1 - 1e-6 && gap <= 1e-6 * scale) pairs.push([i, j]);
    }
  }
  return pairs;
}
