import { strict as assert } from 'node:assert';
import { PNG } from 'pngjs';
import { palettePng } from '../../../scripts/palettePng.ts';

/** Pixels of a picture, each by its colour. */
function picture(width: number, height: number, colour: (x: number, y: number) => number[]) {
  const rgba = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rgba.set([...colour(x, y), 255], 4 * (y * width + x));
  }
  return rgba;
}

describe('palettePng', () => {
  it('keeps every pixel of a picture of at most 256 colours', () => {
    const rgba = picture(31, 17, (x, y) => [8 * x, 8 * (y % 8), 128]);
    const file = palettePng(rgba, 31, 17);
    const read = PNG.sync.read(Buffer.from(file));
    assert.deepEqual([read.width, read.height], [31, 17]);
    assert.deepEqual(Uint8Array.from(read.data), rgba);
  });

  it('keeps flat areas and stays near the others where there are more colours', () => {
    // Above grey, below 4,096 shades.
    const rgba = picture(64, 128, (x, y) => (y < 64 ? [30, 31, 32] : [4 * x, 4 * (y - 64), 90]));
    const read = PNG.sync.read(Buffer.from(palettePng(rgba, 64, 128))).data;
    const differs = rgba.map((value, i) => Math.abs(value - read[i]!));
    assert.equal(Math.max(...differs.subarray(0, 4 * 64 * 64)), 0);
    assert.ok(Math.max(...differs) <= 32, `${Math.max(...differs)}`);
    const colours = new Set(Array.from({ length: 64 * 128 }, (_, i) => read.readUInt32BE(4 * i)));
    assert.ok(colours.size <= 256);
  });

  it('is a fraction as large as a PNG of all colours where much is flat', () => {
    const rgba = picture(200, 200, (x, y) => (x < 150 ? [255, 255, 255] : [x, y, x ^ y]));
    const whole = new PNG({ width: 200, height: 200 });
    whole.data.set(rgba);
    assert.ok(palettePng(rgba, 200, 200).length < PNG.sync.write(whole).length / 2);
  });
});
