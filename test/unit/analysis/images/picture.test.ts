import { strict as assert } from 'node:assert';
import { imageGrid } from '../../../../src/analysis/images/imageGrid.ts';
import {
  imagePicture,
  isPicturable,
  signedPicture,
  thumbnailGrid,
} from '../../../../src/analysis/images/picture.ts';
import type { Picture } from '../../../../src/report/report.ts';

const bytesOf = ({ pixels }: Picture): number[] => [...Buffer.from(pixels, 'base64')];

describe('imagePicture', () => {
  it('maps the range to bytes and clips what leaves it', () => {
    const grid = imageGrid([2, 2])!;
    const picture = imagePicture(grid, [-1, 0, 0.5, 2], 0, 1);
    assert.deepEqual(bytesOf(picture), [0, 0, 128, 255]);
    assert.deepEqual([picture.height, picture.width, picture.channels], [2, 2, 1]);
  });

  it('puts the channels of a pixel together, wherever they lie in the row', () => {
    const first = imagePicture(imageGrid([3, 2, 2])!, [...Array(12).keys()], 0, 255);
    assert.deepEqual(bytesOf(first), [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
    const last = imagePicture(imageGrid([5, 2, 3])!, [...Array(30).keys()], 0, 255);
    assert.deepEqual(bytesOf(last), [...Array(30).keys()]);
  });

  it('leaves opacity out', () => {
    const picture = imagePicture(imageGrid([4, 2, 2])!, Array<number>(16).fill(1), 0, 1);
    assert.equal(picture.channels, 3);
    assert.equal(bytesOf(picture).length, 12);
  });

  it('draws constant data as black', () => {
    assert.deepEqual(bytesOf(imagePicture(imageGrid([2, 2])!, [5, 5, 5, 5], 5, 5)), [0, 0, 0, 0]);
  });
});

describe('a picture of hostile values', () => {
  const grid = imageGrid([2, 2])!;

  it('has bytes for values that are no numbers, endless or huge', () => {
    const values = [NaN, Infinity, -Infinity, 1e38];
    assert.deepEqual(bytesOf(imagePicture(grid, values, 0, 1)), [0, 255, 0, 255]);
    assert.deepEqual(bytesOf(imagePicture(grid, values, -1e38, 1e38)), [0, 255, 0, 255]);
    for (const [low, high] of [
      [NaN, NaN],
      [0, Infinity],
      [-Infinity, Infinity],
      [Infinity, -Infinity],
    ] as const) {
      assert.equal(bytesOf(imagePicture(grid, values, low, high)).length, 4);
    }
    assert.equal(bytesOf(signedPicture(grid, values)).length, 4);
  });

  it('is a short one of an image of any size', () => {
    for (const [height, width] of [
      [10_000, 2],
      [2, 10_000],
      [4096, 4096],
      [65, 65],
      [2, 2],
    ] as const) {
      const whole = imageGrid([3, height, width])!;
      const small = thumbnailGrid(whole);
      const values = { length: 3 * height * width } as ArrayLike<number>;
      const picture = imagePicture(small, values, 0, 7);
      assert.ok(picture.height * picture.width <= 64 * 64 && picture.height * picture.width > 0);
      assert.equal(bytesOf(picture).length, 3 * picture.height * picture.width);
      const last = 2 * small.channelStep + (small.height - 1) * small.lineStep;
      assert.ok(last + (small.width - 1) * small.columnStep < values.length);
    }
  });

  it('shows every second pixel of every second line of an image twice as large as a list shows', () => {
    const image = Array.from({ length: 128 * 128 }, (_, i) => i % 251);
    const picture = imagePicture(thumbnailGrid(imageGrid([128, 128])!), image, 0, 255);
    assert.deepEqual([picture.height, picture.width], [64, 64]);
    assert.equal(bytesOf(picture)[64 * 5 + 3], (128 * 10 + 6) % 251);
  });
});

describe('signedPicture', () => {
  it('has zero in the middle whatever the scale', () => {
    for (const scale of [1e-9, 1, 1e9]) {
      const values = [-1, 0, 0.5, 0].map((value) => value * scale);
      assert.deepEqual(bytesOf(signedPicture(imageGrid([2, 2])!, values)), [0, 128, 191, 128]);
    }
  });
});

describe('isPicturable', () => {
  it('takes grey and coloured images of up to 64 × 64 pixels', () => {
    assert.ok(isPicturable(imageGrid([64, 64])));
    assert.ok(isPicturable(imageGrid([3, 32, 32])));
    assert.ok(!isPicturable(imageGrid([65, 64])));
    assert.ok(!isPicturable(imageGrid([2, 8, 8])));
    assert.ok(!isPicturable(imageGrid([5])));
  });
});
