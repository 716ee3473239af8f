import { strict as assert } from 'node:assert';
import { imageGrid } from '../../../../src/analysis/images/imageGrid.ts';
import {
  imagePicture,
  isPicturable,
  signedPicture,
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
