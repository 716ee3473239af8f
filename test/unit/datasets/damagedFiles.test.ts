import { strict as assert } from 'node:assert';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describeData } from '../../../src/datasets/describeData.ts';
import { openDataset } from '../../../src/datasets/openDataset.ts';
import { referenceText } from '../../../src/datasets/reference.ts';
import { UserError } from '../../../src/engine/userError.ts';
import { WatchedFiles } from '../../support/watchedFiles.ts';
import { floatNpy, idxOf, zipOf } from './support/archives.ts';
import { rejectsForUser } from './support/rejects.ts';
import { temporaryFiles } from './support/temporaryFiles.ts';

const fixture = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/datasets/${name}`, import.meta.url)));

/** Park–Miller generator: the test needs some bytes, not good ones. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

describe('damaged files', () => {
  const files = temporaryFiles();
  const seed = 20261123;
  const npy = floatNpy([4, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const idx = idxOf([4, 2, 3], new Uint8Array(24).fill(7));

  async function readAll(path: string): Promise<void> {
    try {
      const { arrays } = await describeData(path);
      // Every array, so that several of them are no way out.
      for (const { name } of arrays) {
        const dataset = await openDataset(referenceText(path, name));
        try {
          await dataset.read(0, dataset.rows);
        } finally {
          await dataset.close();
        }
      }
    } catch (error) {
      assert.ok(error instanceof UserError, error instanceof Error ? error.stack : String(error));
    }
  }

  for (const [name, content] of [
    ['x.npy', npy],
    ['x.idx', idx],
    ['x.idx.gz', gzipSync(idx)],
    ['x.npz', fixture('pair.npz')],
    ['z.npz', zipOf('x.npy', npy, { zip64: true })],
    ['x.csv', Buffer.from('a,b,"c"\n1,2,3\n4,5,6\n')],
    ['x.safetensors', fixture('arrays.safetensors')],
    ['x.h5', fixture('arrays.h5')],
    ['x.parquet', fixture('table-zstd.parquet')],
    ['y.parquet', fixture('pictures.parquet')],
    ['x.arrow', fixture('table.arrow')],
  ] as const) {
    it(`give numbers or one sentence, never another error: ${name} with any bytes changed or cut off (seed ${seed})`, async () => {
      const random = generator(seed);
      for (let round = 0; round < 60; round++) {
        const bytes = Buffer.from(content);
        for (let change = random(4); change >= 0; change--)
          bytes[random(bytes.length)] = random(256);
        const length = round % 3 === 0 ? random(bytes.length) : bytes.length;
        await readAll(files.write(name, bytes.subarray(0, length)));
      }
    });

    it(`give numbers or one sentence where they change at any step of reading: ${name}`, async () => {
      const path = files.path(name);
      const readWhile = async (before: (access: number) => void): Promise<number> => {
        files.write(name, content);
        const watched = new WatchedFiles(path, before);
        await readAll(path).finally(() => watched.restore());
        return watched.accesses;
      };
      const steps = await readWhile(() => undefined);
      assert.ok(steps > 3);
      for (const change of [
        () => rmSync(path),
        () => writeFileSync(path, 'other bytes'),
        () => truncateSync(path, content.length >> 1),
      ]) {
        for (let step = 1; step <= steps; step++) {
          await readWhile((access) => {
            if (access === step) change();
          });
        }
      }
    });
  }

  // The libraries behind would write two thousand million values, or read one page or message for ever.
  for (const name of ['endless-run.parquet', 'endless-pages.parquet', 'unmarked-message.arrow']) {
    it(`are refused before they fill the memory: ${name}`, async () => {
      const path = fileURLToPath(
        new URL(`../../fixtures/datasets/hostile/${name}`, import.meta.url),
      );
      await rejectsForUser(
        (async () => {
          const { arrays } = await describeData(path);
          for (const { name: array } of arrays) await openDataset(referenceText(path, array));
        })(),
        [/damaged (Parquet|Arrow) file/],
      );
    });
  }

  it('are walked through once, not along each of millions of paths: groups of an HDF5 file in each other', async () => {
    const bytes = Buffer.from(fixture('arrays.h5'));
    // An external link whose path the library reads as its own group, and so with all its members as the root.
    const path = bytes.indexOf('flags0!');
    assert.ok(path > 0);
    bytes.fill(0x80, path, path + 7).writeUInt8(0x10, path + 7);
    const { arrays } = await describeData(files.write('loops.h5', bytes));
    assert.ok(arrays.length >= 5 && arrays.length <= 10_000);
  });
});
