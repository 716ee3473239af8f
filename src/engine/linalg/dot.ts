// Two loops of one shape: a function that sees one array type is compiled to straight machine code. Four sums
// keep the adder busy (one running sum waits four cycles for each addition).

/** Σ a[aStart + k] · b[bStart + k] over k < length, both float64. */
export function dot64(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  length: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = length - (length % 4);
  let k = 0;
  for (; k < whole; k += 4) {
    s0 += a[aStart + k] * b[bStart + k];
    s1 += a[aStart + k + 1] * b[bStart + k + 1];
    s2 += a[aStart + k + 2] * b[bStart + k + 2];
    s3 += a[aStart + k + 3] * b[bStart + k + 3];
  }
  for (; k < length; k++) s0 += a[aStart + k] * b[bStart + k];
  return s0 + s1 + (s2 + s3);
}

/** The same with a float32 first factor, widened exactly. */
export function dot32(
  a: Float32Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  length: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = length - (length % 4);
  let k = 0;
  for (; k < whole; k += 4) {
    s0 += a[aStart + k] * b[bStart + k];
    s1 += a[aStart + k + 1] * b[bStart + k + 1];
    s2 += a[aStart + k + 2] * b[bStart + k + 2];
    s3 += a[aStart + k + 3] * b[bStart + k + 3];
  }
  for (; k < length; k++) s0 += a[aStart + k] * b[bStart + k];
  return s0 + s1 + (s2 + s3);
}

/** 2-norm. */
export function lengthOf(vector: Float64Array): number {
  return Math.sqrt(dot64(vector, 0, vector, 0, vector.length));
}

/** 2-norm of a vector whose squares may leave the range of numbers: its largest entry, taken out of the sum. */
export function scaledLengthOf(vector: Float64Array): number {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest === 0 ? 0 : largest * lengthOf(vector.map((value) => value / largest));
}

/** target[tStart + k] += factor · a[aStart + k] over k < length. */
export function addScaledInto(
  target: Float64Array,
  tStart: number,
  a: Float64Array,
  aStart: number,
  length: number,
  factor: number,
): void {
  for (let k = 0; k < length; k++) target[tStart + k] += factor * a[aStart + k];
}
