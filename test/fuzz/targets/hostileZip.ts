import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { RandomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { npyOf, zipOf } from '../../unit/datasets/support/archives.ts';
import { type FuzzOutcome, outcomeOf, pick } from '../fuzzTarget.ts';
import { readNumbers } from './readNumbers.ts';

const bombBytes = 2 ** 28;
let bomb: Buffer | undefined;

/** 256 MB of zeros in a quarter of a megabyte. */
function zeros(): Buffer {
  bomb ??= deflateRawSync(Buffer.alloc(bombBytes), { level: 1 });
  return bomb;
}

const names = [
  '../../escape.npy',
  '/tmp/escape.npy',
  'a\\..\\b.npy',
  '.npy',
  'C:\\x.npy',
  'x\0.npy',
];
const small = npyOf('<f4', [2, 2], new Uint8Array(16));

/** Archives that are no accident: bombs, members on top of each other, names that are paths. */
export async function hostileZip(rng: RandomGenerator, folder: string): Promise<FuzzOutcome> {
  const path = join(folder, 'x.npz');
  writeFileSync(
    path,
    pick(rng, [bombWithSmallHeader, overlapping, strangelyNamed, lyingSize])(rng),
  );
  return outcomeOf(() => readNumbers(path));
}

/** A header of four numbers, and after it more zeros than memory should hold. */
function bombWithSmallHeader(rng: RandomGenerator): Buffer {
  const rows = pick(rng, [2, 2 ** 20, 2 ** 40]);
  const header = npyOf('|u1', [rows, 2], new Uint8Array(0));
  const raw = Buffer.concat([storedBlock(header), zeros()]);
  return zipOf('x.npy', raw, { method: 0, declared: header.length + bombBytes }).fill(8, 8, 9);
}

/** A stored block of DEFLATE that another follows. */
function storedBlock(bytes: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(~bytes.length & 0xffff, 3);
  return Buffer.concat([head, bytes]);
}

/** Thousands of entries of the directory that all mean one member. */
function overlapping(rng: RandomGenerator): Buffer {
  const zip = zipOf('x.npy', small);
  const end = zip.length - 22;
  const start = zip.readUInt32LE(end + 16);
  const entries = Array.from({ length: 10 ** (1 + rng.integer(4)) }, () =>
    zip.subarray(start, end),
  );
  const tail = Buffer.from(zip.subarray(end));
  tail.writeUInt32LE(entries.length * (end - start), 12);
  return Buffer.concat([zip.subarray(0, start), ...entries, tail]);
}

function strangelyNamed(rng: RandomGenerator): Buffer {
  return zipOf(pick(rng, names), small, { zip64: rng.integer(2) === 0 });
}

function lyingSize(rng: RandomGenerator): Buffer {
  const declared = pick(rng, [0, 1, small.length - 1, small.length + 1, 2 ** 31, 2 ** 32 - 2]);
  return zipOf('x.npy', small, {
    declared,
    zip64: rng.integer(2) === 0,
    method: pick(rng, [0, 8]),
  });
}
