import { strict as assert } from 'node:assert';
import { placeAfterKey } from '../../../webview/views/rowKeys.ts';

describe('placeAfterKey', () => {
  const at = (place: number) => ({ place, rowCount: 1000, visible: 10 });

  it('goes a row, a screen or to an end', () => {
    const keys = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];
    assert.deepEqual(
      keys.map((key) => placeAfterKey(key, at(500))),
      [499, 501, 491, 509, 0, 999],
    );
  });

  it('stays within the table', () => {
    assert.deepEqual([placeAfterKey('ArrowUp', at(0)), placeAfterKey('PageUp', at(3))], [0, 0]);
    assert.deepEqual(
      [placeAfterKey('ArrowDown', at(999)), placeAfterKey('PageDown', at(995))],
      [999, 999],
    );
  });

  it('moves even where no row fits whole, and leaves all other keys alone', () => {
    assert.equal(placeAfterKey('PageDown', { place: 4, rowCount: 9, visible: 0 }), 5);
    for (const key of ['Tab', 'Enter', ' ', 'ArrowLeft', 'a']) {
      assert.equal(placeAfterKey(key, at(5)), undefined);
    }
  });
});
