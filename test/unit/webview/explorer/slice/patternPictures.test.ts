import { strict as assert } from 'node:assert';
import { unitsOn } from '../../../../../webview/explorer/slice/patternPictures.ts';

describe('the pattern of a region in words', () => {
  it('names the units that are on', () => {
    assert.equal(unitsOn({ states: Int32Array.of(0, 1, 0, 1) }), '1, 3');
    assert.equal(unitsOn({ states: Int32Array.of(0, 0) }), 'none');
  });

  it('tells the state of units with more than two', () => {
    assert.equal(unitsOn({ states: Int32Array.of(2, 0, 1) }), '0 (2), 2 (1)');
  });

  it('ends a long list with how many are left out', () => {
    assert.match(unitsOn({ states: new Int32Array(203).fill(1) }), /, 199, … and 3 more$/);
  });
});
