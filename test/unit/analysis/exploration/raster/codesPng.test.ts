import { strict as assert } from 'node:assert';
import { PNG } from 'pngjs';
import { codesPng } from '../../../../../src/analysis/exploration/raster/codesPng.ts';
import { slotColour } from '../../../../../src/report/sliceColours.ts';

const legend = {
  kind: 'slots',
  title: 'Winning class',
  exactness: 'heuristic',
  entries: [
    { slot: 0, label: 'Class 0', share: 0.5 },
    { slot: 1, label: 'Class 1', share: 0.5 },
  ],
} as const;
const codes = {
  window: { u0: -1, v0: -1, u1: 1, v1: 1 },
  anchors: [],
  raster: { width: 2, height: 2, slots: Uint8Array.of(0, 1, 1, 0), legend },
  changes: Uint8Array.of(0, 0, 1, 0),
  patterns: 2,
};

/** Colour of the pixel in a column and row. */
const pixel = (png: PNG, column: number, row: number): number[] => [
  ...png.data.subarray(4 * (row * png.width + column)).subarray(0, 3),
];

describe('the picture of hard codes', () => {
  it('gives every point a square in the colour of its class, darker where codes change', () => {
    const png = PNG.sync.read(Buffer.from(codesPng(codes, 9)));
    assert.deepEqual([png.width, png.height], [8, 8], 'whole squares only');
    assert.deepEqual(pixel(png, 3, 3), [...slotColour('slots', 0)]);
    assert.deepEqual(pixel(png, 4, 0), [...slotColour('slots', 1)]);
    const shaded = pixel(png, 0, 7);
    slotColour('slots', 1).forEach((value, k) => assert.ok(shaded[k]! < 0.6 * value + 1));
  });

  it('marks the anchors where they lie, v upwards', () => {
    const anchors = [{ sample: 3, u: 0.5, v: 0.5 }];
    const png = PNG.sync.read(Buffer.from(codesPng({ ...codes, anchors }, 64)));
    assert.deepEqual(pixel(png, 48, 16), [255, 255, 255]);
    assert.deepEqual(pixel(png, 48, 11), [0, 0, 0]);
  });
});
