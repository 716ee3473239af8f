import { strict as assert } from 'node:assert';
import { marginGradients } from '../../../../../src/engine/extrapolation/function/marginGradients.ts';
import { saliencyFraction } from '../../../../../src/engine/extrapolation/saliencyFraction.ts';
import { mixupGaps } from '../../../../../src/engine/extrapolation/function/mixupGap.ts';
import type { ScoreFunction } from '../../../../../src/engine/extrapolation/function/scoreFunction.ts';
import { squaredSlopes } from '../../../../../src/engine/extrapolation/function/directionalSlopes.ts';
import {
  randomSquaredSlopes,
  tangentInvariance,
} from '../../../../../src/engine/extrapolation/function/tangentInvariance.ts';
import type { Matrix } from '../../../../../src/engine/linalg/matrix.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { gaussianCloud, matrixOf } from '../../../../support/randomClouds.ts';

/** scores = activation(points · Aᵀ). */
function scoresOf(a: Matrix<Float64Array>, activation = (z: number): number => z): ScoreFunction {
  return {
    step: 1e-6,
    evaluate: ({ rows, columns, data }) => {
      const values = new Float64Array(rows * a.rows);
      for (let i = 0; i < rows; i++) {
        for (let k = 0; k < a.rows; k++) {
          let z = 0;
          for (let j = 0; j < columns; j++) z += data[i * columns + j] * a.data[k * columns + j];
          values[i * a.rows + k] = activation(z);
        }
      }
      return Promise.resolve({ rows, columns: a.rows, data: values });
    },
  };
}

function repeated(row: readonly number[], count: number): Matrix<Float64Array> {
  return matrixOf(Array.from({ length: count }, () => row));
}

describe('directional slopes', () => {
  it('are ‖A t‖² / ‖t‖² of a linear map, whatever the length of t', async () => {
    const a = matrixOf([
      [1, 2, 0],
      [0, -1, 3],
    ]);
    const points = gaussianCloud(randomGenerator(1), 3, 3);
    const directions = matrixOf([
      [1, 0, 0],
      [0, 0, 5],
      [1e-3, 1e-3, 0],
    ]);
    const slopes = await squaredSlopes(scoresOf(a), points, directions);
    [1, 9, 5].forEach((expected, i) => {
      assert.ok(Math.abs(slopes[i] - expected) < 1e-6, `${slopes[i]}, expected ${expected}`);
    });
  });
});

describe('tangent invariance', () => {
  const invariance = async (
    scores: ScoreFunction,
    x: Matrix<Float64Array>,
    tangents: Matrix<Float64Array>,
  ) => tangentInvariance(scores, x, tangents, await randomSquaredSlopes(scores, x, rng));
  const rng = randomGenerator(2);
  const a = gaussianCloud(rng, 4, 20);
  const points = gaussianCloud(rng, 200, 20);

  it('is 1 for random directions of a random map (D42)', async () => {
    const tangents = gaussianCloud(rng, 200, 20);
    const { ratio, rows } = (await invariance(scoresOf(a), points, tangents))!;
    assert.ok(Math.abs(ratio - 1) < 0.15, `${ratio}`);
    assert.equal(rows, 200);
  });

  it('is 0 along the kernel and D where the map sees nothing else', async () => {
    const one = scoresOf(matrixOf([[1, 0, 0, 0, 0, 0, 0, 0]]));
    const x = gaussianCloud(rng, 100, 8);
    const kernel = await invariance(one, x, repeated([0, 1, 0, 0, 0, 0, 0, 0], 100));
    assert.ok(kernel!.ratio < 1e-9);
    const only = await invariance(one, x, repeated([3, 0, 0, 0, 0, 0, 0, 0], 100));
    assert.ok(Math.abs(only!.ratio - 8) < 0.8, `${only!.ratio}`);
  });

  it('leaves out rows without a tangent, and says nothing of constant scores', async () => {
    const tangents = gaussianCloud(rng, 200, 20);
    tangents.data.fill(0, 20);
    assert.equal((await invariance(scoresOf(a), points, tangents))!.rows, 1);
    const constant = scoresOf(a, () => 7);
    assert.equal(await invariance(constant, points, tangents), undefined);
  });
});

describe('margin gradients', () => {
  it('are the absolute differences of the two leading rows of a linear map', async () => {
    const a = matrixOf([
      [1, -2, 0],
      [3, 1, 1],
      [-9, 0, 0],
    ]);
    const { data } = await marginGradients(
      scoresOf(a),
      matrixOf([
        [1, 1, 1],
        [-1, 0, 0],
      ]),
    );
    // At (1, 1, 1) the scores are −1, 5, −9: margin of row 1 over row 0. At (−1, 0, 0): row 2 over row 0.
    [2, 3, 1, 10, 2, 0].forEach((expected, i) => {
      assert.ok(Math.abs(data[i] - expected) < 1e-6, `${data[i]}, expected ${expected}`);
    });
  });

  it('are those of the score itself where there is only one', async () => {
    const { data } = await marginGradients(scoresOf(matrixOf([[2, -5]])), matrixOf([[0.3, 0.4]]));
    assert.ok(Math.abs(data[0] - 2) < 1e-6 && Math.abs(data[1] - 5) < 1e-6);
  });
});

describe('the saliency-weighted fraction', () => {
  it('weighs columns in range by what the model looks at (D27)', () => {
    const queries = matrixOf([
      [0.5, 9, 0.5],
      [9, 9, 0.5],
      [9, 9, 9],
    ]);
    const weights = matrixOf([
      [1, 1, 2],
      [0, 1, 0],
      [0, 0, 0],
    ]);
    const low = Float64Array.of(0, 0, 0);
    const high = Float64Array.of(1, 1, 1);
    const { fraction, effectiveColumns } = saliencyFraction(queries, low, high, weights);
    assert.deepEqual([...fraction], [0.75, 0, 1]);
    assert.deepEqual([...effectiveColumns], [16 / 6, 1, 0]);
  });
});

describe('mixup gaps', () => {
  const rng = randomGenerator(3);
  const a = gaussianCloud(rng, 3, 5);
  const [first, second] = [gaussianCloud(rng, 50, 5), gaussianCloud(rng, 50, 5)];

  it('are 0 for a linear map', async () => {
    const gaps = await mixupGaps(scoresOf(a), first, second, rng);
    assert.ok(gaps.every((gap) => gap < 1e-12));
  });

  it('are at most a half for a rectifier between −1 and 1', async () => {
    const rectifier = scoresOf(matrixOf([[1]]), (z) => Math.max(0, z));
    const gaps = await mixupGaps(rectifier, repeated([-1], 200), repeated([1], 200), rng);
    // f(λ·(−1) + (1 − λ)) − (1 − λ) is −λ below ½ and −(1 − λ) above: largest at ½.
    assert.ok(gaps.every((gap) => gap >= 0 && gap <= 0.5 + 1e-12));
    assert.ok(Math.max(...gaps) > 0.45);
  });

  it('are not a number where both scores agree', async () => {
    assert.ok((await mixupGaps(scoresOf(a), first, first, rng)).every(Number.isNaN));
  });
});
