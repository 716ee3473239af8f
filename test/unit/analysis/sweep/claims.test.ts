import { strict as assert } from 'node:assert';
import { sweepClaims } from '../../../../src/analysis/sweep/claims.ts';
import type { SweepCurve, SweepPoint } from '../../../../src/report/report.ts';

function point(affineDimension: number, train: number, inside: number, more = {}): SweepPoint {
  return {
    size: affineDimension,
    dimension: affineDimension,
    affineDimension,
    train,
    test: 100,
    inside,
    undecided: 0,
    insideFraction: inside / 100,
    interval: [0, 1],
    duplicates: 0,
    gaussianNull: null,
    components: [],
    ...more,
  };
}

function observed(...points: readonly SweepPoint[]) {
  const curve: SweepCurve = { kind: 'pca', space: null, points };
  return sweepClaims([curve]).map((claim) => claim.observed);
}

describe('the claims about interpolation', () => {
  it('are held against the points they speak of, the most contrary one named', () => {
    const [twenty, thirty] = observed(
      point(10, 1000, 90),
      point(25, 1000, 20),
      point(40, 1000, 3, { label: 'layer:a' }),
    );
    assert.equal(twenty?.points, 2);
    assert.equal(twenty?.holds, true);
    assert.equal(twenty?.insideFraction, 0.2);
    assert.deepEqual(thirty, {
      points: 1,
      holds: false,
      insideFraction: 0.03,
      dimension: 40,
      train: 1000,
      label: 'layer:a',
    });
  });

  it('do not count samples that equal a training row', () => {
    const [, thirty] = observed(point(40, 1000, 3, { duplicates: 3 }));
    assert.equal(thirty?.holds, true);
  });

  it('say nothing without such a point, or where its dimension is only bounded', () => {
    assert.deepEqual(observed(point(10, 1000, 90)), [null, null]);
    assert.deepEqual(observed(point(40, 1000, 3, { affineDimensionIsBound: true })), [null, null]);
    assert.equal(observed(point(25, 2 ** 21, 90))[0], null);
  });
});
