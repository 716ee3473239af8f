import { strict as assert } from 'node:assert';
import {
  boundedCellsBound,
  centralArrangementBound,
  montufarLowerBound,
  serraUpperBound,
  zaslavskyBound,
} from '../../../../src/engine/regions/regionBounds.ts';

describe('region bounds (D13)', () => {
  it("give Zaslavsky's counts for the plane and for space", () => {
    const counts = (d: number): number[] =>
      Array.from({ length: 11 }, (_, n) => Number(zaslavskyBound(n, d)));
    assert.deepEqual(counts(2), [1, 2, 4, 7, 11, 16, 22, 29, 37, 46, 56]);
    assert.deepEqual(counts(3), [1, 2, 4, 8, 15, 26, 42, 64, 93, 130, 176]);
    const bounded = Array.from({ length: 10 }, (_, i) => Number(boundedCellsBound(i + 1, 2)));
    assert.deepEqual(bounded, [0, 0, 1, 3, 6, 10, 15, 21, 28, 36]);
  });

  it('count central arrangements: n lines through the origin make 2n sectors', () => {
    const sectors = Array.from({ length: 6 }, (_, n) => Number(centralArrangementBound(n, 2)));
    assert.deepEqual(sectors, [1, 2, 4, 6, 8, 10]);
    // The coordinate planes cut space into octants.
    assert.equal(centralArrangementBound(3, 3), 8n);
  });

  it("give Serra's upper bounds", () => {
    const cases: [number, number[], bigint][] = [
      [1, [3, 3], 16n],
      [2, [3, 3], 40n],
      [2, [4, 4], 121n],
      [2, [5, 5, 5], 4096n],
      [2, [4, 2, 4], 242n],
      [2, [10, 10, 10], 175616n],
    ];
    for (const [inputs, widths, bound] of cases) {
      assert.equal(serraUpperBound(inputs, widths), bound, `${inputs}; ${widths.join()}`);
    }
  });

  it("make Serra's bound of one layer Zaslavsky's, and of wide ones finite and fast", () => {
    assert.equal(serraUpperBound(3, [8]), zaslavskyBound(8, 3));
    assert.equal(serraUpperBound(5, []), 1n);
    const wide = serraUpperBound(784, [256, 256]);
    assert.ok(wide <= 2n ** 512n && wide >= 2n ** 256n);
  });

  it("give Montúfar's lower bounds, below Serra's", () => {
    assert.equal(montufarLowerBound(2, [4, 4]), 44n);
    assert.equal(montufarLowerBound(2, [10, 10, 10]), 35000n);
    for (const widths of [
      [4, 4],
      [5, 5, 5],
      [8, 4, 6],
    ]) {
      assert.ok(montufarLowerBound(2, widths) <= serraUpperBound(2, widths));
    }
    assert.equal(montufarLowerBound(2, []), 1n);
  });
});
