import { strict as assert } from 'node:assert';
import { fitHash, hashAngle } from '../../../../src/engine/regions/hashAngles.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

describe('hashAngle', () => {
  it('gives known angles', () => {
    assert.ok(Math.abs(hashAngle([1, 0], [0, 2], 0)! - Math.PI / 2) < 1e-15);
    assert.ok(Math.abs(hashAngle([1, 0], [1, 1], 0)! - Math.PI / 4) < 1e-15);
    assert.ok(Math.abs(hashAngle([3, 0], [-2, 0], 0)! - Math.PI) < 1e-15);
    assert.equal(hashAngle([3, 4], [6, 8], 0), 0);
  });

  it('counts the bias as one more input', () => {
    // (3, 0, 1) and (0, 3, 1): the cosine is 1 / 10.
    assert.ok(Math.abs(hashAngle([3, 0], [0, 3], 1)! - Math.acos(0.1)) < 1e-15);
    // Against a large bias all inputs look alike.
    assert.ok(hashAngle([1, 0], [-1, 0], 1e6)! < 1e-5);
  });

  it('keeps the digits of tiny angles, which a cosine loses', () => {
    assert.ok(Math.abs(hashAngle([1, 0], [1, 1e-9], 0)! / 1e-9 - 1) < 1e-9);
  });

  it('does not depend on the length of its arguments without a bias', () => {
    const [a, b] = [
      [0.3, -2, 1],
      [1.5, 0.2, -0.7],
    ];
    const scaled = hashAngle(
      a.map((x) => 1e9 * x),
      b.map((x) => 1e-9 * x),
      0,
    )!;
    assert.ok(Math.abs(scaled - hashAngle(a, b, 0)!) < 1e-12);
  });

  it('is not defined at the origin, unless there is a bias', () => {
    assert.equal(hashAngle([0, 0], [1, 0], 0), undefined);
    assert.ok(Math.abs(hashAngle([0, 0], [1, 0], 1)! - Math.PI / 4) < 1e-15);
  });
});

describe('the law of random hyperplanes (D9)', () => {
  it('gives the share of units that differ, with and without biases', () => {
    const rng = randomGenerator(4);
    const dimension = 20;
    const units = 20_000;
    const draw = () => Array.from({ length: dimension }, () => rng.normal());
    for (const ratio of [0, 2]) {
      const [x, y] = [draw(), draw()];
      let flips = 0;
      for (let unit = 0; unit < units; unit++) {
        const w = draw();
        const offset = ratio * rng.normal();
        const isOn = (point: number[]) =>
          w.reduce((sum, weight, i) => sum + weight * point[i], offset) > 0;
        if (isOn(x) !== isOn(y)) flips++;
      }
      const expected = hashAngle(x, y, ratio)! / Math.PI;
      const error = Math.sqrt((expected * (1 - expected)) / units);
      assert.ok(Math.abs(flips / units - expected) < 4 * error, `ratio ${ratio}`);
    }
  });
});

describe('fitHash', () => {
  it('finds slope 1 and no departure on the line', () => {
    const angles = [0.1, 1, 2, 3];
    const fit = fitHash(
      angles,
      angles.map((angle) => angle / Math.PI),
    )!;
    assert.ok(Math.abs(fit.slope - 1) < 1e-15 && fit.departure < 1e-15);
  });

  it('finds the slope of a layer that ignores half of every angle', () => {
    const angles = [0.5, 1.5];
    const { slope, departure } = fitHash(
      angles,
      angles.map((angle) => angle / Math.PI / 2),
    )!;
    assert.ok(Math.abs(slope - 0.5) < 1e-15);
    assert.ok(Math.abs(departure - Math.sqrt((0.25 ** 2 + 0.75 ** 2) / 2) / Math.PI) < 1e-15);
  });

  it('is not defined without an angle', () => {
    assert.equal(fitHash([], []), undefined);
    assert.equal(fitHash([0, 0], [0, 0]), undefined);
  });
});
