import { strict as assert } from 'node:assert';
import { rasterPixels, slotPlaces } from '../../../../webview/explorer/slice/slotColours.ts';

const legend = { kind: 'slots', title: '', exactness: 'exact', entries: [] } as const;

describe('slotPlaces', () => {
  it('puts a name into the middle of the largest square of its slot', () => {
    // 6 × 4: a 3 × 3 square of slot 1 at the top left, slot 2 elsewhere, one pixel outside.
    const rows = ['111222', '111222', '111222', '222229'];
    const slots = Uint8Array.from(rows.join(''), (c) => (c === '9' ? 255 : Number(c)));
    const places = slotPlaces({ slots, width: 6, height: 4, legend });
    assert.deepEqual(
      places.map(({ slot }) => slot),
      [1, 2],
    );
    assert.deepEqual(places[0], { slot: 1, x: 0.25, y: 0.375, side: 0.5 });
    assert.equal(places[1]?.side, 0.5);
  });
});

describe('rasterPixels', () => {
  it('leaves pixels outside the window see-through', () => {
    const pixels = rasterPixels({ slots: Uint8Array.of(0, 255), width: 2, height: 1, legend });
    assert.equal(pixels[3], 255);
    assert.equal(pixels[7], 0);
  });
});
