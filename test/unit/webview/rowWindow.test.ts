import { strict as assert } from 'node:assert';
import { rowWindow } from '../../../webview/views/rowWindow.ts';

describe('rowWindow', () => {
  it('covers what is visible at every place, with few rows more', () => {
    for (let scrollTop = 0; scrollTop <= 100_000 * 25 - 400; scrollTop += 9973) {
      const { first, end } = rowWindow(scrollTop, 400, 25, 100_000);
      assert.ok(first * 25 <= scrollTop && end * 25 >= scrollTop + 400);
      assert.ok(first >= 0 && end <= 100_000 && end - first < 40);
    }
  });

  it('gives the first rows while the height of a row is unknown', () => {
    assert.deepEqual(rowWindow(0, 0, 0, 100_000), { first: 0, end: 16 });
    assert.deepEqual(rowWindow(0, 0, 0, 3), { first: 0, end: 3 });
  });

  it('stays within a table that became shorter than the place scrolled to', () => {
    const { first, end } = rowWindow(1e6, 400, 25, 10);
    assert.ok(first >= 0 && first <= end && end <= 10);
    assert.deepEqual(rowWindow(0, 400, 25, 0), { first: 0, end: 0 });
  });
});
