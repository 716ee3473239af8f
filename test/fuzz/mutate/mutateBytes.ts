import type { RandomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { pick } from '../fuzzTarget.ts';

/** Numbers at the edges of what readers expect of lengths, counts and offsets. */
export const edgeNumbers: readonly bigint[] = [
  0n,
  1n,
  2n,
  7n,
  8n,
  127n,
  128n,
  255n,
  256n,
  65_535n,
  65_536n,
  2n ** 24n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 40n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 62n,
  2n ** 63n - 1n,
  -1n,
  -2n,
  -(2n ** 31n),
  -(2n ** 63n),
];

type Mutation = (bytes: Buffer, rng: RandomGenerator) => Buffer;

const mutations: readonly Mutation[] = [
  overwriteByte,
  overwriteByte,
  flipBit,
  overwriteNumber,
  overwriteNumber,
  overwriteVarint,
  overwriteDigits,
  removeSpan,
  repeatSpan,
  moveSpan,
  insertNoise,
  truncate,
];

/** The bytes with one to four changes; never empty. */
export function mutateBytes(original: Uint8Array, rng: RandomGenerator): Buffer {
  let bytes = Buffer.from(original);
  for (let left = 1 + rng.integer(4); left > 0; left--) {
    const changed = pick(rng, mutations)(bytes, rng);
    if (changed.length > 0) bytes = changed as typeof bytes;
  }
  return bytes;
}

/** Half of all places are near an end, where headers and directories are. */
function place(bytes: Buffer, rng: RandomGenerator): number {
  const near = Math.min(bytes.length, 256);
  const side = rng.integer(4);
  if (side === 0) return rng.integer(near);
  if (side === 1) return bytes.length - 1 - rng.integer(near);
  return rng.integer(bytes.length);
}

function span(bytes: Buffer, rng: RandomGenerator): [number, number] {
  const start = place(bytes, rng);
  return [start, Math.min(bytes.length, start + 1 + rng.integer(1 << rng.integer(10)))];
}

function overwriteByte(bytes: Buffer, rng: RandomGenerator): Buffer {
  bytes[place(bytes, rng)] = pick(rng, [0, 1, 0x7f, 0x80, 0xfe, 0xff, rng.integer(256)]);
  return bytes;
}

function flipBit(bytes: Buffer, rng: RandomGenerator): Buffer {
  bytes[place(bytes, rng)] ^= 1 << rng.integer(8);
  return bytes;
}

function overwriteNumber(bytes: Buffer, rng: RandomGenerator): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigUInt64LE(BigInt.asUintN(64, pick(rng, edgeNumbers)));
  const width = pick(rng, [2, 4, 8]);
  const chosen = number.subarray(0, width);
  if (rng.integer(2) === 0) chosen.reverse();
  chosen.copy(bytes, place(bytes, rng));
  return bytes;
}

function overwriteVarint(bytes: Buffer, rng: RandomGenerator): Buffer {
  let value = BigInt.asUintN(64, pick(rng, edgeNumbers));
  const varint: number[] = [];
  for (; value > 127n; value >>= 7n) varint.push(Number(value & 127n) | 128);
  varint.push(Number(value));
  Buffer.from(varint).copy(bytes, place(bytes, rng));
  return bytes;
}

const oddNumerals = ['', '-1', '0', '1e999', 'NaN', '-Infinity', '0x10', '99999999999999999999'];

/** Replaces a run of digits, which is what text headers promise. */
function overwriteDigits(bytes: Buffer, rng: RandomGenerator): Buffer {
  const text = bytes.toString('latin1');
  const runs = [...text.slice(0, 4096).matchAll(/\d+/g)];
  if (runs.length === 0) return bytes;
  const { index, 0: digits } = pick(rng, runs);
  const numeral = rng.integer(2) === 0 ? pick(rng, oddNumerals) : String(pick(rng, edgeNumbers));
  return Buffer.from(text.slice(0, index) + numeral + text.slice(index + digits.length), 'latin1');
}

function removeSpan(bytes: Buffer, rng: RandomGenerator): Buffer {
  const [start, end] = span(bytes, rng);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
}

function repeatSpan(bytes: Buffer, rng: RandomGenerator): Buffer {
  const [start, end] = span(bytes, rng);
  return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
}

function moveSpan(bytes: Buffer, rng: RandomGenerator): Buffer {
  const [start, end] = span(bytes, rng);
  Buffer.from(bytes.subarray(start, end)).copy(bytes, place(bytes, rng));
  return bytes;
}

function insertNoise(bytes: Buffer, rng: RandomGenerator): Buffer {
  const at = place(bytes, rng);
  const noise = Buffer.from(Array.from({ length: 1 + rng.integer(64) }, () => rng.integer(256)));
  return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
}

function truncate(bytes: Buffer, rng: RandomGenerator): Buffer {
  return bytes.subarray(0, place(bytes, rng));
}
