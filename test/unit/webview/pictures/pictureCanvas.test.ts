import { strict as assert } from 'node:assert';
import { shownSize } from '../../../../webview/pictures/pictureCanvas.ts';

describe('the size a picture is shown in', () => {
  it('is a whole multiple of its own, near the side that is asked for', () => {
    assert.deepEqual(shownSize(28, 28, 56), [56, 56]);
    assert.deepEqual(shownSize(8, 4, 56), [56, 28]);
    assert.deepEqual(shownSize(1, 1, 56), [56, 56]);
    assert.deepEqual(shownSize(64, 64, 56), [64, 64]);
  });

  it('never widens the page, nor vanishes', () => {
    for (const [width, height] of [
      [4096, 1],
      [1, 10_000],
      [2 ** 40, 2 ** 40],
      [1000, 1000],
    ] as const) {
      const shown = shownSize(width, height, 56);
      assert.equal(Math.max(...shown), 256);
      assert.ok(Math.min(...shown) >= 2);
    }
    assert.deepEqual(shownSize(0, 0, 56), [2, 2]);
  });
});
