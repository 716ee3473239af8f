import { strict as assert } from 'node:assert';
import { augmentations, tangentOf } from '../../../../src/analysis/functionChecks/augmentations.ts';
import { binarised, middleOfRange } from '../../../../src/analysis/images/binarise.ts';
import { type ImageGrid, imageGrid } from '../../../../src/analysis/images/imageGrid.ts';
import {
  centrePatch,
  certifiedReduction,
  pooledImage,
  reduceImages,
} from '../../../../src/analysis/images/imageReduction.ts';
import { contrastedImage, warpedImage } from '../../../../src/analysis/images/imageTransforms.ts';
import { UserError } from '../../../../src/engine/userError.ts';
import { matrixOf } from '../../../support/randomClouds.ts';

const counting = (length: number): number[] => Array.from({ length }, (_, i) => i);

describe('the image in a row', () => {
  it('is found in arranged and stored shapes, channels first or last', () => {
    assert.deepEqual(imageGrid([1, 28, 28]), imageGrid([28, 28]));
    assert.deepEqual(imageGrid([784, 1], [28, 28]), imageGrid([28, 28]));
    assert.equal(imageGrid([3, 32, 32])!.channelStep, 1024);
    const last = imageGrid([32, 32, 3])!;
    assert.deepEqual(
      [last.channels, last.channelStep, last.columnStep, last.lineStep],
      [3, 1, 3, 96],
    );
  });

  it('is not seen in vectors and feature maps', () => {
    for (const shape of [[784], [784, 1], [1, 784, 1], [1, 1, 5], [32, 14, 14], [2, 3, 4, 5]]) {
      assert.equal(imageGrid(shape), undefined, shape.join('×'));
    }
  });
});

describe('reduced images', () => {
  const grid = imageGrid([4, 4])!;
  const image = matrixOf([counting(16)]);

  it('are centre patches, half a pixel up and left where they cannot be centred', () => {
    assert.deepEqual([...reduceImages(centrePatch(grid, 2), image).data], [5, 6, 9, 10]);
    assert.deepEqual(
      [...reduceImages(centrePatch(grid, 3), image).data],
      [0, 1, 2, 4, 5, 6, 8, 9, 10],
    );
    assert.deepEqual([...reduceImages(centrePatch(grid, 4), image).data], counting(16));
  });

  it('are means of blocks, which overlap where sides do not divide', () => {
    assert.deepEqual([...reduceImages(pooledImage(grid, 2), image).data], [2.5, 4.5, 10.5, 12.5]);
    assert.deepEqual([...reduceImages(pooledImage(grid, 1), image).data], [7.5]);
    // Lines 0–1, 1–2, 2–3 and columns likewise.
    assert.equal(reduceImages(pooledImage(grid, 3), image).data[4], (5 + 6 + 9 + 10) / 4);
  });

  it('take every channel, in either order of axes', () => {
    const first = reduceImages(centrePatch(imageGrid([2, 4, 4])!, 2), matrixOf([counting(32)]));
    assert.deepEqual([...first.data], [5, 6, 9, 10, 21, 22, 25, 26]);
    const last = reduceImages(centrePatch(imageGrid([5, 5, 2])!, 1), matrixOf([counting(50)]));
    assert.deepEqual([...last.data], [24, 25]);
  });

  it('are what their certified map gives', () => {
    const reduction = pooledImage(grid, 3);
    const certified = certifiedReduction(reduction, 16);
    assert.ok(certified && 'basis' in certified);
    const byMap = certified.basis.map((row) => row.reduce((sum, weight, k) => sum + weight * k, 0));
    reduceImages(reduction, image).data.forEach((value, i) => {
      assert.ok(Math.abs(value - byMap[i]) < 1e-12);
    });
  });

  it('are refused when larger than the image, with the size that fits', () => {
    assert.throws(
      () => centrePatch(grid, 5),
      (error) => error instanceof UserError && error.message.includes('patch:4'),
    );
  });
});

describe('binarised rows', () => {
  it('are split half way between the least and the greatest training value', async () => {
    const rows = matrixOf([
      [0, 255],
      [127, 128],
    ]);
    assert.equal(await middleOfRange(rows), 127.5);
    assert.deepEqual([...binarised(rows, 127.5).data], [0, 1, 0, 1]);
  });
});

describe('augmented images', () => {
  const grid = imageGrid([2, 5, 5]) as ImageGrid;
  const image = Float64Array.from({ length: 50 }, (_, i) => Math.sin(i * i));

  it('stay as they are for amount 0', () => {
    for (const { apply, name } of augmentations) {
      apply(grid, image, 0).forEach((value, i) => {
        assert.ok(Math.abs(value - image[i]) < 1e-12, name);
      });
    }
  });

  it('shift by whole pixels, repeating the border', () => {
    const shifted = augmentations[0].apply(grid, image, 1);
    assert.deepEqual(
      [...shifted.subarray(5, 10)],
      [image[5], image[5], image[6], image[7], image[8]],
    );
    const down = augmentations[1].apply(grid, image, 1);
    assert.deepEqual([...down.subarray(5, 10)], [...image.subarray(0, 5)]);
  });

  it('come back after four quarter turns', () => {
    let turned: Float64Array = image;
    for (let i = 0; i < 4; i++) turned = warpedImage(grid, turned, (x, y) => [y, -x]);
    turned.forEach((value, i) => {
      assert.ok(Math.abs(value - image[i]) < 1e-12);
    });
    const quarter = augmentations[2].apply(grid, image, 90);
    warpedImage(grid, image, (x, y) => [y, -x]).forEach((value, i) => {
      assert.ok(Math.abs(value - quarter[i]) < 1e-9);
    });
  });

  it('keep their mean under contrast, and a ramp has slope −1 along a shift', () => {
    const mean = (values: ArrayLike<number>) =>
      Array.from(values).reduce((a, b) => a + b, 0) / values.length;
    assert.ok(Math.abs(mean(contrastedImage(image, 3)) - mean(image)) < 1e-12);
    const ramp = Float64Array.from({ length: 50 }, (_, i) => i % 5);
    const tangent = tangentOf(augmentations[0], grid, ramp);
    assert.deepEqual([...tangent.subarray(0, 5)], [-0.5, -1, -1, -1, -0.5]);
  });
});
