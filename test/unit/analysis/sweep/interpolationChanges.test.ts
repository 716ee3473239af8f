import { strict as assert } from 'node:assert';
import { interpolationChanges } from '../../../../src/analysis/sweep/interpolationChanges.ts';
import type { SweepPoint } from '../../../../src/report/report.ts';

function points(...shares: readonly number[]): SweepPoint[] {
  return shares.map((insideFraction, size) => ({
    size,
    label: size === 0 ? 'input' : `layer:${size}`,
    dimension: 10,
    affineDimension: 10,
    train: 100,
    test: 100,
    inside: 100 * insideFraction,
    undecided: 0,
    insideFraction,
    interval: [0, 1],
    duplicates: 0,
    gaussianNull: null,
    components: [],
  }));
}

describe('the layers at which data start or stop to interpolate', () => {
  it('are those where the majority changes', () => {
    assert.deepEqual(interpolationChanges(points(0, 0.2, 0.6, 0.9, 0.4)), [
      'Data start to interpolate at layer:2: 60.0 % of the test rows are inside.',
      'Data stop to interpolate at layer:4: 40.0 % of the test rows are inside.',
    ]);
  });

  it('are none where it never changes, and that is said', () => {
    assert.match(interpolationChanges(points(0, 0.5, 0.1))[0], /^In no layer/);
    assert.match(interpolationChanges(points(0.9, 0.8))[0], /from the input to the last layer/);
    assert.deepEqual(interpolationChanges([]), []);
  });
});
