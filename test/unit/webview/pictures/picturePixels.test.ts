import { strict as assert } from 'node:assert';
import type { PictureView } from '../../../../src/report/reportView.ts';
import { picturePixels } from '../../../../webview/pictures/picturePixels.ts';

function view(
  channels: 1 | 3,
  width: number,
  bytes: readonly number[],
  palette?: PictureView['palette'],
): PictureView {
  const pixels = Buffer.from(bytes).toString('base64');
  const picture = { height: 1, width, channels, pixels };
  return { picture, description: 'A test', ...(palette && { palette }) };
}

const rgb = (pixels: Uint8ClampedArray | undefined, at: number): number[] => [
  ...pixels!.slice(at * 4, at * 4 + 3),
];

describe('picturePixels', () => {
  it('gives a grey picture the same byte in all colours', () => {
    assert.deepEqual([...picturePixels(view(1, 2, [7, 200]))!], [7, 7, 7, 255, 200, 200, 200, 255]);
  });

  it('takes the colours of a coloured picture as they are', () => {
    const pixels = picturePixels(view(3, 2, [1, 2, 3, 4, 5, 6]))!;
    assert.deepEqual([...pixels], [1, 2, 3, 255, 4, 5, 6, 255]);
  });

  it('draws signed values from blue below zero to orange above it, the darker the farther', () => {
    const pixels = picturePixels(view(1, 5, [0, 64, 128, 192, 255], 'diverging'));
    const [low, , zero, , high] = [0, 1, 2, 3, 4].map((at) => rgb(pixels, at));
    assert.ok(low![2]! > low![0]! && high![0]! > high![2]!);
    assert.equal(new Set(zero).size, 1);
    const lightness = [0, 1, 2, 3, 4].map((at) => rgb(pixels, at).reduce((a, b) => a + b));
    assert.ok(lightness[0]! < lightness[1]! && lightness[1]! < lightness[2]!);
    assert.ok(lightness[4]! < lightness[3]! && lightness[3]! < lightness[2]!);
  });

  it('draws nothing from a picture with too few bytes', () => {
    assert.equal(picturePixels(view(3, 4, [1, 2, 3])), undefined);
    const endless = view(3, 4, [1, 2, 3]);
    const picture = { ...endless.picture, height: 2 ** 40, width: 2 ** 40 };
    assert.equal(picturePixels({ ...endless, picture }), undefined);
  });

  it('draws nothing from what are no bytes', () => {
    const broken = view(1, 1, [7]);
    const picture = { ...broken.picture, pixels: '</script>&' };
    assert.equal(picturePixels({ ...broken, picture }), undefined);
  });
});
