import { type SwitchCodes } from './switchCodes.ts';
import { type GraphFragment } from './graphFragment.ts';

/** Whole numbers below 2^24 are exact in float32, sums of distinct powers of two included. */
const wordBits = 24;

/** Up to this many codes one product with a block-diagonal matrix beats many small ones. */
const maxDenseCodes = 512;

/** Words with fewer codes than this share of the possible ones are worth padding the rows. */
const minFill = 0.5;

export interface PackedCodes {
  /** rows × wordsPerRow numbers, float32; may carry an axis of length 1 between. */
  readonly value: string;
  readonly wordsPerRow: number;
  readonly bitsPerCode: number;
}

/** Where a code's bits lie, which depends on the number of codes and of their levels alone. */
export interface CodePacking {
  readonly wordsPerRow: number;
  readonly bitsPerCode: number;
  readonly perWord: number;
  /** Word j holds the codes j, j + words, j + 2·words, …, else j·perWord, j·perWord + 1, … */
  readonly isStrided: boolean;
}

export function codePacking(count: number, levels: number): CodePacking {
  const bitsPerCode = Math.max(1, Math.ceil(Math.log2(levels)));
  const capacity = capacityOf(bitsPerCode);
  if (count <= maxDenseCodes) {
    const wordsPerRow = Math.ceil(count / capacity);
    return { wordsPerRow, bitsPerCode, perWord: capacity, isStrided: false };
  }
  const divisor = largestDivisor(count, capacity);
  const perWord = divisor >= capacity * minFill ? divisor : capacity;
  return { wordsPerRow: Math.ceil(count / perWord), bitsPerCode, perWord, isStrided: true };
}

/**
 * Packs `count` codes a row (given as rows × count) into float32 words by a product with powers of two. Equal words mean equal codes;
 * they lie as {@link codePacking} says.
 */
export function packedCodes(
  fragment: GraphFragment,
  codes: SwitchCodes,
  count: number,
): PackedCodes {
  const packing = codePacking(count, codes.levels);
  const { wordsPerRow, bitsPerCode, perWord } = packing;
  if (!packing.isStrided) return packedDense(fragment, codes.value, count, perWord, bitsPerCode);
  const padded = wordsPerRow * perWord;
  const value =
    padded === count ? codes.value : paddedColumns(fragment, codes.value, padded - count);
  return packedStrided(fragment, value, padded, perWord, bitsPerCode);
}

/** Codes of so many bits that fit into a word. */
export function capacityOf(bits: number): number {
  return Math.max(1, Math.floor(wordBits / bits));
}

/** Word j holds the codes j·capacity, j·capacity + 1, …: one product with a block-diagonal matrix. */
function packedDense(
  fragment: GraphFragment,
  codes: string,
  count: number,
  capacity: number,
  bits: number,
): PackedCodes {
  const wordsPerRow = Math.ceil(count / capacity);
  const matrix = new Float32Array(count * wordsPerRow);
  for (let code = 0; code < count; code++) {
    matrix[code * wordsPerRow + Math.floor(code / capacity)] = 2 ** (bits * (code % capacity));
  }
  const powers = fragment.floats([count, wordsPerRow], matrix);
  return { value: fragment.op('MatMul', [codes, powers]), wordsPerRow, bitsPerCode: bits };
}

/** Word j holds the codes j, j + words, j + 2·words, …: one row vector times a matrix for each row, which streams through memory. */
function packedStrided(
  fragment: GraphFragment,
  codes: string,
  count: number,
  perWord: number,
  bits: number,
): PackedCodes {
  const wordsPerRow = count / perWord;
  const powers = Float32Array.from({ length: perWord }, (_, index) => 2 ** (bits * index));
  const value = fragment.op('MatMul', [
    fragment.floats([1, perWord], powers),
    fragment.reshapeRows(codes, [perWord, wordsPerRow], { rowsFirst: true }),
  ]);
  return { value, wordsPerRow, bitsPerCode: bits };
}

function largestDivisor(count: number, limit: number): number {
  let divisor = limit;
  while (count % divisor !== 0) divisor--;
  return divisor;
}

/** Zeros behind each row. The amounts became an input in operator set 11. */
function paddedColumns(fragment: GraphFragment, rows: string, columns: number): string {
  const pads = [0, 0, 0, columns];
  return fragment.opset < 11
    ? fragment.op('Pad', [rows], { pads })
    : fragment.op('Pad', [rows, fragment.integers(pads)]);
}
