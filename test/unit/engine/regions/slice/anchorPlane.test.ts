import { strict as assert } from 'node:assert';
import { anchorPlane } from '../../../../../src/engine/regions/slice/anchorPlane.ts';
import { mnistImages } from '../../../../support/mnistNet.ts';

describe('anchorPlane', () => {
  it('has orthonormal axes and coordinates that give the anchors back', () => {
    const points = [
      [1, 2, 3, 4],
      [0, 1, -1, 2],
      [3, 0, 0, 1],
    ].map((values) => Float64Array.from(values)) as [Float64Array, Float64Array, Float64Array];
    const { origin, axes, anchors, half } = anchorPlane(points, 0.25);
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i], 0);
    assert.ok(Math.abs(dot(axes[0], axes[0]) - 1) < 1e-14);
    assert.ok(Math.abs(dot(axes[1], axes[1]) - 1) < 1e-14);
    assert.ok(Math.abs(dot(axes[0], axes[1])) < 1e-14);
    points.forEach((point, k) => {
      point.forEach((value, i) => {
        const rebuilt = origin[i] + anchors[2 * k] * axes[0][i] + anchors[2 * k + 1] * axes[1][i];
        assert.ok(Math.abs(rebuilt - value) < 1e-14);
      });
    });
    assert.ok(Math.abs(half - 1.25 * Math.max(...anchors.map(Math.abs))) < 1e-14);
  });

  it('gives the window of the first three MNIST test images', function () {
    const images = mnistImages('t10k', 3);
    if (!images) return this.skip();
    const { half } = anchorPlane([images[0], images[1], images[2]], 0.25);
    assert.ok(Math.abs(half - 7.480831334209144) < 1e-12);
  });

  it('spans a plane in an input of photographs, longer than a call may have arguments', () => {
    const length = 3 * 512 * 512;
    const at = (place: number) => new Float64Array(length).fill(1, place, place + 1);
    const { anchors } = anchorPlane([at(0), at(1), at(length - 1)], 0);
    // An equilateral triangle of side √2 about its centroid.
    for (let k = 0; k < 3; k++) {
      assert.ok(
        Math.abs(Math.hypot(anchors[2 * k], anchors[2 * k + 1]) - Math.sqrt(2 / 3)) < 1e-14,
      );
    }
  });

  it('refuses equal and collinear anchors in one sentence', () => {
    const at = (t: number) => Float64Array.of(t, 2 * t, 1);
    assert.throws(() => anchorPlane([at(0), at(0), at(1)], 0.25), /on one line/);
    assert.throws(() => anchorPlane([at(0), at(1), at(3)], 0.25), /on one line/);
  });
});
