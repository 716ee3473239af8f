/** The values as IEEE 754 binary16 bit patterns, rounded to nearest, ties to even; overflow becomes infinity. */
export function toFloat16(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(words, halfWord);
}

function halfWord(word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 0xff) - 127;
  const fraction = word & 0x7fffff;
  if (exponent === 128) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  if (exponent > 15) return sign | 0x7c00;
  if (exponent < -25) return sign;
  // Subnormal halves count units of 2^-24; normal ones keep ten bits behind the implied one.
  if (exponent < -14) return sign | rounded(fraction | 0x800000, -exponent - 1);
  // A carry out of the fraction raises the exponent, up to infinity, which is what rounding asks for.
  return sign | (((exponent + 15) << 10) + rounded(fraction, 13));
}

/** value / 2^shift, to nearest, ties to even. */
function rounded(value: number, shift: number): number {
  const quotient = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (quotient & 1) === 1) ? quotient + 1 : quotient;
}
