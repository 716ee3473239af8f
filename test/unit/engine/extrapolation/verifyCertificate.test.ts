import { strict as assert } from 'node:assert';
import type { HullVerdict } from '../../../../src/engine/extrapolation/hull/hullVerdict.ts';
import { certificateChecker } from '../../../../src/engine/extrapolation/verifyCertificate.ts';
import { matrixOf } from '../../../support/randomClouds.ts';

const square = matrixOf([
  [0, 0],
  [4, 0],
  [0, 4],
  [4, 4],
]);
const check = certificateChecker(square);

function inside(rows: number[], weights: number[]): HullVerdict {
  const combination = { rows: Int32Array.from(rows), weights: Float64Array.from(weights) };
  const certificate = { verdict: 'inside', combination, residual: 0 } as const;
  return { verdict: 'inside', lower: 0, upper: 0, certificate, duplicate: false };
}

function outside(
  direction: number[],
  margin: number,
  bounds: { lower: number; upper: number },
  nearest?: { rows: number[]; weights: number[] },
): HullVerdict {
  const certificate = {
    verdict: 'outside',
    direction: Float64Array.from(direction),
    margin,
    ...(nearest && {
      nearest: {
        rows: Int32Array.from(nearest.rows),
        weights: Float64Array.from(nearest.weights),
      },
    }),
  } as const;
  return { verdict: 'outside', ...bounds, certificate, duplicate: false };
}

describe('certificateChecker', () => {
  it('accepts convex weights that meet the query', () => {
    assert.equal(check([1, 1], inside([0, 1, 2], [0.5, 0.25, 0.25])), undefined);
    assert.equal(check([4, 4], inside([3], [1])), undefined);
  });

  it('refuses weights that miss, are negative, do not sum to 1, name no row, or are too many', () => {
    assert.match(check([1, 1.001], inside([0, 1, 2], [0.5, 0.25, 0.25]))!, /miss the query/);
    assert.ok(check([-1, -1], inside([0, 1, 2], [1.5, -0.25, -0.25])));
    assert.ok(check([0, 0], inside([0, 0], [0.5, 0.4])));
    assert.ok(check([0, 0], inside([4], [1])));
    assert.ok(check([0, 0], inside([-1], [1])));
    assert.ok(check([0, 0], inside([], [])));
    assert.ok(check([0, 0], inside([0], [0.5, 0.5])));
    assert.ok(check([0, 0], inside([0], [NaN])));
    assert.ok(check([2, 2], inside([0, 1, 2, 3], [0.25, 0.25, 0.25, 0.25])));
  });

  it('accepts a separating direction with the margin and bounds it proves', () => {
    const nearest = { rows: [0, 2], weights: [0.5, 0.5] };
    assert.equal(check([-3, 2], outside([1, 0], 3, { lower: 3, upper: 3 }, nearest)), undefined);
    assert.equal(check([-3, 2], outside([2, 0], 6, { lower: 3, upper: 9 })), undefined);
    assert.equal(check([-3, 2], outside([1, 0], 2, { lower: 2, upper: 9 })), undefined);
  });

  it('refuses a direction that does not separate and claims that are too sharp', () => {
    const wide = { lower: 1, upper: 9 };
    assert.match(check([-3, 2], outside([0, 1], 1, wide))!, /margin -2/);
    assert.ok(check([2, 2], outside([1, 0], 1, wide)));
    assert.ok(check([-3, 2], outside([0, 0], 1, wide)));
    assert.ok(check([-3, 2], outside([NaN, 0], 1, wide)));
    assert.match(check([-3, 2], outside([1, 0], 3.1, wide))!, /its margin is 3/);
    assert.ok(check([-3, 2], outside([1, 0], -1, wide)));
    assert.match(check([-3, 2], outside([1, 0], 3, { lower: 3.1, upper: 9 }))!, /lower bound/);
    const nearest = { rows: [0], weights: [1] };
    assert.match(
      check([-3, 2], outside([1, 0], 3, { lower: 3, upper: 3 }, nearest))!,
      /nearest point/,
    );
  });

  it('has nothing to say about an undecided verdict', () => {
    const certificate = { verdict: 'undecided' } as const;
    const verdict = { verdict: 'undecided', lower: 0, upper: 1, duplicate: false } as const;
    assert.equal(check([0, 0], { ...verdict, certificate }), undefined);
  });
});
