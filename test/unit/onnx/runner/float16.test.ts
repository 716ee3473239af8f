import { strict as assert } from 'node:assert';
import { toFloat16 } from '../../../../src/onnx/runner/float16.ts';

/** Value of a binary16 bit pattern by its definition. */
function halfValue(word: number): number {
  const sign = word & 0x8000 ? -1 : 1;
  const exponent = (word >> 10) & 0x1f;
  const fraction = word & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const finite = Array.from({ length: 0x10000 }, (_, word) => word).filter((word) =>
  Number.isFinite(halfValue(word)),
);

describe('float16 conversion', () => {
  it('gives back every finite half', () => {
    const values = Float32Array.from(finite, halfValue);
    assert.deepEqual(toFloat16(values), Uint16Array.from(finite));
  });

  it('rounds to the nearest half, ties to even', () => {
    const positive = finite.filter((word) => word < 0x7bff);
    const at = (share: number) =>
      toFloat16(
        Float32Array.from(positive, (word) => {
          const low = halfValue(word);
          return low + share * (halfValue(word + 1) - low);
        }),
      );
    assert.deepEqual(at(0.25), Uint16Array.from(positive));
    assert.deepEqual(
      at(0.75),
      Uint16Array.from(positive, (word) => word + 1),
    );
    assert.deepEqual(
      at(0.5),
      Uint16Array.from(positive, (word) => word + (word & 1)),
    );
  });

  it('turns what is too large into infinity and keeps NaN', () => {
    const values = Float32Array.of(65519, 65520, -1e9, Infinity, NaN, 1e-9, -0);
    assert.deepEqual(
      toFloat16(values),
      Uint16Array.of(0x7bff, 0x7c00, 0xfc00, 0x7c00, 0x7e00, 0, 0x8000),
    );
  });
});
