import { strict as assert } from 'node:assert';
import { serraUpperBound, zaslavskyBound } from '../../../../src/engine/regions/regionBounds.ts';
import {
  initialisationScaleLog,
  productBoundLogs,
  serraBoundLogs,
  zaslavskyBoundLog,
} from '../../../../src/engine/regions/regionBoundLogs.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

/** log₁₀ of a positive integer of any size, to double precision. */
function log10(value: bigint): number {
  const digits = value.toString();
  return Math.log10(Number(`0.${digits.slice(0, 20)}`)) + digits.length;
}

function assertClose(actual: number, expected: number): void {
  assert.ok(
    Math.abs(actual - expected) <= 1e-11 * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );
}

describe('logarithms of region bounds (D13)', () => {
  it("are those of Serra's exact integers, after every layer", () => {
    const rng = randomGenerator(11);
    for (let trial = 0; trial < 200; trial++) {
      const inputs = 1 + rng.integer(12);
      const widths = Array.from({ length: 1 + rng.integer(4) }, () => 1 + rng.integer(20));
      serraBoundLogs(inputs, widths).forEach((value, layer) => {
        assertClose(value, log10(serraUpperBound(inputs, widths.slice(0, layer + 1))));
      });
    }
  });

  it('stay so where the integers have hundreds of digits', () => {
    assertClose(serraBoundLogs(784, [256, 256])[1], log10(serraUpperBound(784, [256, 256])));
    assertClose(serraBoundLogs(60, [400, 90, 200])[2], log10(serraUpperBound(60, [400, 90, 200])));
    assertClose(zaslavskyBoundLog(2000, 700), log10(zaslavskyBound(2000, 700)));
  });

  it('grow with depth, and the bound for chains is never above the one for all networks', () => {
    const widths = [30, 4, 50, 20];
    const [chain, any] = [serraBoundLogs(10, widths), productBoundLogs(10, widths)];
    chain.forEach((value, layer) => assert.ok(value <= any[layer] + 1e-12));
    for (const logs of [chain, any])
      assert.deepEqual(
        logs,
        logs.toSorted((a, b) => a - b),
      );
    // Behind four units a cell has no more than four dimensions.
    assert.ok(chain[3] < any[3] - 5);
  });

  it('never exceed two states a unit', () => {
    assert.ok(serraBoundLogs(3072, [100, 100])[1] < 200 * Math.log10(2));
    assertClose(serraBoundLogs(3072, [100])[0], 100 * Math.log10(2));
    assertClose(productBoundLogs(3072, [100, 100])[1], 200 * Math.log10(2));
  });

  it('are had at once for the widths of a convolutional network', () => {
    const [first, , last] = serraBoundLogs(3072, [65_536, 32_768, 8192]);
    assert.ok(first > 5000 && last < 3 * 3072 * 5 && last > first);
  });

  it('give the scale at initialisation: units to the power of the dimension over its factorial', () => {
    assertClose(initialisationScaleLog(2, 96), Math.log10((96 * 96) / 2));
    assertClose(initialisationScaleLog(3, 10), Math.log10(1000 / 6));
    assertClose(initialisationScaleLog(784, 512), 512 * Math.log10(2));
  });
});
