import { strict as assert } from 'node:assert';
import {
  categorySlots,
  scaleSlots,
} from '../../../../../src/analysis/exploration/raster/rasterSlots.ts';

const about = { title: 'Winning class', exactness: 'exact' } as const;

describe('categorySlots', () => {
  it('gives few categories their own number, outside 255, and shares of the pixels', () => {
    const { slots, legend } = categorySlots([3, 3, 0, -1], (k) => `Class ${k}`, about);
    assert.deepEqual([...slots], [3, 3, 0, 255]);
    assert.ok(legend.kind === 'slots');
    assert.deepEqual(legend.entries, [
      { slot: 0, label: 'Class 0', share: 0.25 },
      { slot: 3, label: 'Class 3', share: 0.5 },
    ]);
  });

  it('names the 20 categories that cover most of many, and counts the others', () => {
    // Category c covers c + 1 pixels.
    const pixels = Array.from({ length: 30 }, (_, c) => Array<number>(c + 1).fill(c)).flat();
    const { slots, legend } = categorySlots(pixels, String, about);
    assert.ok(legend.kind === 'slots');
    assert.equal(legend.entries.length, 21);
    assert.equal(legend.entries[0]?.label, '29');
    assert.equal(legend.entries.at(-1)?.label, '10 others');
    assert.equal(slots[0], 20);
    const total = legend.entries.reduce((sum, { share }) => sum + share, 0);
    assert.ok(Math.abs(total - 1) < 1e-12);
  });
});

describe('scaleSlots', () => {
  it('spreads values evenly from end to end and holds those beyond, negative ones too', () => {
    const scale = { ...about, low: 0, high: 2, log: false };
    const { slots } = scaleSlots(Float64Array.of(0, 1, 2, 5, -1, NaN), scale);
    assert.deepEqual([...slots], [0, 127, 254, 254, 0, 255]);
  });

  it('spreads ratios evenly on a logarithmic scale', () => {
    const scale = { ...about, low: 1, high: 100, log: true };
    assert.deepEqual([...scaleSlots(Float64Array.of(1, 10, 100), scale).slots], [0, 127, 254]);
  });

  it('draws a single value without dividing by nothing', () => {
    const scale = { ...about, low: 3, high: 3, log: true };
    assert.deepEqual([...scaleSlots(Float64Array.of(3), scale).slots], [0]);
  });
});
