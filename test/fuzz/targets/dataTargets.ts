import { strict as assert } from 'node:assert';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RandomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { floatNpy, idxOf, npyOf, zipOf } from '../../unit/datasets/support/archives.ts';
import { type FuzzTarget, outcomeOf, pick } from '../fuzzTarget.ts';
import { mutateBytes } from '../mutate/mutateBytes.ts';
import { fixture } from './seeds.ts';
import { readNumbers, refused, type StoredNumbers } from './readNumbers.ts';
import { hostileZip } from './hostileZip.ts';

/** A good file, and what else it may look like without another meaning. */
interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
  /** The same numbers, written another way. */
  readonly neutral?: (rng: RandomGenerator) => Buffer;
  /** A checksum stands over the numbers, so that an array that is read has the numbers of the original. */
  readonly checked?: true;
}

const rows = Array.from({ length: 12 }, (_, i) => i / 4 - 1);
const npy = floatNpy([4, 3], rows);
const doubles = new Uint8Array(Float64Array.from(rows).buffer);
const idx = idxOf(
  [4, 2, 3],
  Uint8Array.from({ length: 24 }, (_, i) => 10 * i),
);
const csv = 'a,b,"c d",label\n1,2.5,-3e2,0\n4,5,6,1\n7,8,9.25,2\n';

/** Version 2 of the format, with a header of another length. */
function longNpy(rng: RandomGenerator): Buffer {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (4, 3), }`;
  const text = `${header}${' '.repeat(rng.integer(500))}\n`;
  const head = Buffer.from('\x93NUMPY\x02\x00\x00\x00\x00\x00', 'latin1');
  head.writeUInt32LE(text.length, 8);
  return Buffer.concat([head, Buffer.from(text), npy.subarray(-48)]);
}

function spacedSafetensors(rng: RandomGenerator): Buffer {
  const bytes = fixture('datasets', 'arrays.safetensors');
  const length = Number(bytes.readBigUInt64LE(0));
  const spaces = Buffer.alloc(8 * rng.integer(50), ' ');
  const head = Buffer.alloc(8);
  head.writeBigUInt64LE(BigInt(length + spaces.length));
  return Buffer.concat([head, bytes.subarray(8, 8 + length), spaces, bytes.subarray(8 + length)]);
}

const seeds: Readonly<Record<string, readonly Seed[]>> = {
  npy: [
    { name: 'x.npy', bytes: npy, neutral: longNpy },
    {
      name: 'd.npy',
      bytes: npyOf('>f8', [2, 2, 3], doubles),
      neutral: () => npyOf('>f8', [2, 2, 3], doubles),
    },
    { name: 'f.npy', bytes: npyOf('<f8', [3, 4], doubles, true) },
  ],
  npz: [
    { name: 'x.npz', bytes: fixture('datasets', 'deflated.npz'), checked: true },
    { name: 's.npz', bytes: fixture('datasets', 'stored.npz'), checked: true },
    {
      name: 'z.npz',
      bytes: zipOf('x.npy', npy, { zip64: true }),
      neutral: (rng) =>
        zipOf('x.npy', npy, { zip64: rng.integer(2) === 0, method: pick(rng, [0, 8]) }),
      checked: true,
    },
  ],
  idx: [
    { name: 'x.idx', bytes: idx, neutral: (rng) => gzipSync(idx, { level: rng.integer(10) }) },
    { name: 'x.idx.gz', bytes: gzipSync(idx), checked: true },
  ],
  csv: [
    {
      name: 'x.csv',
      bytes: Buffer.from(csv),
      neutral: (rng) =>
        Buffer.from(
          pick(rng, [
            csv.replaceAll('\n', '\r\n'),
            csv.trimEnd(),
            `\uFEFF${csv}`,
            csv.replace('2.5', '"2.50"'),
          ]),
        ),
    },
    { name: 'x.tsv', bytes: Buffer.from('1\t2\n3\t4\n') },
    { name: 'g.csv.gz', bytes: gzipSync(Buffer.from(csv)), checked: true },
  ],
  safetensors: [
    {
      name: 'x.safetensors',
      bytes: fixture('datasets', 'arrays.safetensors'),
      neutral: spacedSafetensors,
    },
  ],
  parquet: ['zstd', 'gzip', 'snappy', 'lz4', 'uncompressed']
    .map((codec): Seed => ({
      name: 'x.parquet',
      bytes: fixture('datasets', `table-${codec}.parquet`),
    }))
    .concat(
      ['pictures', 'holes'].map((name) => ({
        name: `${name}.parquet`,
        bytes: fixture('datasets', `${name}.parquet`),
      })),
    ),
  arrow: [
    { name: 'x.arrow', bytes: fixture('datasets', 'table.arrow') },
    { name: 'x.feather', bytes: fixture('datasets', 'table-lz4.feather') },
  ],
  hdf5: [{ name: 'x.h5', bytes: fixture('datasets', 'arrays.h5') }],
};

const originals = new Map<Seed, StoredNumbers | undefined>();

/** One of ten inputs keeps its meaning, the others are damaged. */
async function feedFile(
  choices: readonly Seed[],
  rng: RandomGenerator,
  folder: string,
): Promise<'accepted' | 'refused'> {
  const seed = pick(rng, choices);
  const path = join(folder, seed.name);
  if (!originals.has(seed)) originals.set(seed, await numbersOf(seed, path));
  const original = originals.get(seed);
  const keepsMeaning = seed.neutral !== undefined && rng.integer(10) === 0;
  writeFileSync(path, keepsMeaning ? seed.neutral(rng) : mutateBytes(seed.bytes, rng));
  return outcomeOf(async () => {
    const found = await readNumbers(path);
    if (keepsMeaning) assert.deepEqual(found, original);
    if (seed.checked === true && original) assertSubset(found, original);
  });
}

/** `undefined` for a whole file that is refused all the same. */
async function numbersOf(seed: Seed, path: string): Promise<StoredNumbers | undefined> {
  writeFileSync(path, seed.bytes);
  return readNumbers(path).catch(refused);
}

/** Arrays may be gone or have another name; their numbers are the original's. */
function assertSubset(found: StoredNumbers, original: StoredNumbers): void {
  const known = new Set([...original.values()].map((values) => values.join()));
  for (const [name, values] of found) {
    assert.ok(
      known.has(values.join()),
      `"${name}" has other numbers than were stored: ${values.join()}`,
    );
  }
}

function fileTarget(name: string, share: number): FuzzTarget {
  return { name, share, feed: (rng, folder) => feedFile(seeds[name], rng, folder) };
}

const classes = ['left', 'right'];
const pictures = ['left/a.png', 'right/b.jpg', 'right/c.png'].map((name) =>
  fixture('datasets', 'pictures', name),
);

/** A folder of two classes with one damaged picture in it. */
async function feedImages(rng: RandomGenerator, folder: string): Promise<'accepted' | 'refused'> {
  rmSync(folder, { recursive: true, force: true });
  for (const name of classes) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'whole.png'), pictures[0]);
  }
  const name = pick(rng, ['a.png', 'b.jpg', '\u001b[31m.png', '..png', 'x'.repeat(200) + '.png']);
  writeFileSync(join(folder, pick(rng, classes), name), mutateBytes(pick(rng, pictures), rng));
  return outcomeOf(() => readNumbers(folder));
}

/** Doors for files of samples. */
export const dataTargets: readonly FuzzTarget[] = [
  fileTarget('npy', 6),
  fileTarget('npz', 6),
  fileTarget('idx', 5),
  fileTarget('csv', 6),
  fileTarget('safetensors', 5),
  fileTarget('parquet', 6),
  fileTarget('arrow', 6),
  fileTarget('hdf5', 5),
  { name: 'images', share: 3, feed: feedImages },
  { name: 'zip', share: 3, feed: hostileZip },
];
