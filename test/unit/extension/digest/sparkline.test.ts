import { strict as assert } from 'node:assert';
import { sparkline } from '../../../../src/extension/digest/sparkline.ts';

describe('sparkline', () => {
  it('draws the smallest as the lowest bar and the largest as the highest', () => {
    assert.equal(sparkline([0, 7, 3.5]), '▁█▅');
  });

  it('does not depend on the unit of the values', () => {
    const values = [0.2, 0.9, 0.4, 0.1];
    assert.equal(sparkline(values.map((value) => 1e9 * value)), sparkline(values));
    assert.equal(sparkline(values.map((value) => 1e-9 * value)), sparkline(values));
  });

  it('draws a constant at mid height and a missing value as a gap', () => {
    assert.equal(sparkline([5, null, 5]), '▅ ▅');
  });

  it('keeps the last values when there are too many', () => {
    assert.equal(sparkline([9, 9, 0, 1], 2), '▁█');
  });

  it('is empty without values', () => {
    assert.equal(sparkline([]), '');
  });
});
