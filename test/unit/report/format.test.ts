import { strict as assert } from 'node:assert';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatOptional,
  formatOptionalShare,
  formatShape,
  formatShare,
} from '../../../src/report/format.ts';

function check<T>(format: (value: T) => string, cases: readonly (readonly [T, string])[]): void {
  for (const [value, text] of cases) assert.equal(format(value), text);
}

describe('number formatting', () => {
  it('writes four significant digits without trailing zeros', () => {
    check(formatNumber, [
      [0, '0'],
      [-0, '0'],
      [0.5, '0.5'],
      [0.0337812, '0.03378'],
      [31.04986, '31.05'],
      [-4.1456, '-4.146'],
      [999.94, '999.9'],
    ]);
  });

  it('separates thousands from a thousand on', () => {
    check(formatNumber, [
      [999.96, '1,000'],
      [2144.7548, '2,145'],
      [-8676.9657, '-8,677'],
      [123_456_789, '123,456,789'],
    ]);
    check(formatCount, [
      [0, '0'],
      [60_000, '60,000'],
    ]);
  });

  it('uses the exponent form for very small and very large numbers', () => {
    check(formatNumber, [
      [1e-9, '1e-9'],
      [1.5e-7, '1.5e-7'],
      [-3.14159e-5, '-3.142e-5'],
      [1e9, '1e9'],
      [2.5e12, '2.5e12'],
    ]);
  });

  it('never rounds a share to 0% or 100% that is not exactly that', () => {
    check(formatShare, [
      [0, '0%'],
      [1, '100%'],
      [0.3477, '34.8%'],
      [0.998, '99.8%'],
      [0.99996, '> 99.9%'],
      [0.00031, '0.031%'],
      [1e-9, '< 0.001%'],
    ]);
  });

  it('shows a dash where there is no number', () => {
    assert.equal(formatOptional(null), '–');
    assert.equal(formatOptional(undefined), '–');
    assert.equal(formatOptional(2), '2');
    assert.equal(formatOptionalShare(null), '–');
    assert.equal(formatOptionalShare(0.5), '50%');
  });

  it('says durations, sizes and shapes as a person would', () => {
    check(formatDuration, [
      [0.4, '0 ms'],
      [85, '85 ms'],
      [4210, '4.2 s'],
      [185_000, '3 min 5 s'],
    ]);
    check(formatBytes, [
      [812, '812 bytes'],
      [1_080_190, '1.08 MB'],
      [999_999, '1 MB'],
      [3e9, '3 GB'],
    ]);
    check<readonly (number | string)[]>(formatShape, [
      [[], 'scalar'],
      [['batch', 3, 32, 32], 'batch × 3 × 32 × 32'],
    ]);
  });
});
