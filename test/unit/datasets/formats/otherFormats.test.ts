import { strict as assert } from 'node:assert';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  Struct,
  Binary,
  Field,
  Int32,
  tableToIPC,
  Utf8,
  vectorFromArray,
  Table,
} from 'apache-arrow';
import { PNG } from 'pngjs';
import { describeData } from '../../../../src/datasets/describeData.ts';
import { readLabels } from '../../../../src/datasets/labels.ts';
import { openDataset } from '../../../../src/datasets/openDataset.ts';
import { rejectsForUser } from '../support/rejects.ts';
import { temporaryFiles } from '../support/temporaryFiles.ts';

const folder = fileURLToPath(new URL('../../../fixtures/datasets', import.meta.url));
const fixture = (name: string): string => join(folder, name);
const base = Array.from({ length: 30 }, (_, index) => index);

/** Shape of one row, and all numbers. */
async function contents(reference: string, limit?: number): Promise<[readonly number[], number[]]> {
  const dataset = await openDataset(reference, { limit });
  try {
    return [dataset.rowShape, [...(await dataset.read(0, dataset.rows))]];
  } finally {
    await dataset.close();
  }
}

async function shapes(path: string): Promise<Record<string, string>> {
  const { arrays } = await describeData(path);
  return Object.fromEntries(arrays.map((a) => [a.name, `${a.shape.join('×')} ${a.type}`]));
}

describe('a safetensors file', () => {
  const file = fixture('arrays.safetensors');

  it('lists its arrays of plain numbers in the order of their data', async () => {
    assert.deepEqual(await shapes(file), {
      images: '5×2×3 uint8',
      half: '5×2×3 float16',
      doubles: '5×2×3 float64',
      labels: '5 int64',
      brain: '5×2×3 bfloat16',
    });
  });

  it('gives the numbers of every type', async () => {
    assert.deepEqual(await contents(`${file}#images`), [[2, 3], base.map((v) => 8 * v)]);
    assert.deepEqual(await contents(`${file}#half`), [[2, 3], base.map((v) => v / 16 - 1)]);
    assert.deepEqual(await contents(`${file}#doubles`), [[2, 3], base.map((v) => v / 4 - 3.5)]);
    assert.deepEqual(await contents(`${file}#brain`), [[2, 3], base.map((v) => v / 8 - 2)]);
    assert.deepEqual([...(await readLabels(file))], [2, 0, 1, 1, 2]);
  });
});

describe('an HDF5 file', () => {
  const file = fixture('arrays.h5');

  it('lists the arrays of all groups by their paths, without text and links to other files', async () => {
    assert.deepEqual(await shapes(file), {
      flags: '5×2×3 bool',
      half: '5×2×3 float16',
      images: '5×2×3 uint8',
      labels: '5 int64',
      outside: '4×2 uint8',
      'train/big': '5×2×3 int16',
      'train/x': '5×2×3 float32',
    });
  });

  it('gives the numbers of compressed, big-endian, half and boolean arrays', async () => {
    assert.deepEqual(await contents(`${file}#train/x`), [[2, 3], base.map((v) => v / 8 - 2)]);
    const big = base.slice(0, 18).map((v) => 1000 * v - 15000);
    assert.deepEqual(await contents(`${file}#train/big`, 3), [[2, 3], big]);
    assert.deepEqual(await contents(`${file}#half`), [[2, 3], base.map((v) => v / 16 - 1)]);
    assert.deepEqual(await contents(`${file}#flags`), [
      [2, 3],
      base.map((v) => Number(v % 3 === 0)),
    ]);
    assert.deepEqual([...(await readLabels(file))], [2, 0, 1, 1, 2]);
  });

  it('does not follow an array whose bytes lie in another file of the machine', async () => {
    await rejectsForUser(contents(`${file}#outside`), [/arrays\.h5.*another one/]);
  });
});

for (const name of [
  'table-snappy.parquet',
  'table-zstd.parquet',
  'table-gzip.parquet',
  'table-lz4.parquet',
  'table-uncompressed.parquet',
  'table.arrow',
]) {
  describe(`the table ${name}`, () => {
    const file = fixture(name);
    const rows = [0, 1, 2, 3, 4, 5, 6];

    it('offers its columns of numbers as one array, lists by their names, and the labels', async () => {
      assert.deepEqual(await shapes(file), {
        columns: '7×2 float64',
        pixels: '7×4 float64',
        label: '7 int64',
      });
    });

    it('gives the same numbers across row groups', async () => {
      const columns = rows.flatMap((row) => [3 * row, row / 8 - 0.25]);
      assert.deepEqual(await contents(`${file}#columns`), [[2], columns]);
      const pixels = rows.flatMap((row) => [row, row + 0.5, 0 - row, row / 8]);
      assert.deepEqual(
        (await contents(`${file}#pixels`))[1].map((v) => v + 0),
        pixels,
      );
      assert.deepEqual((await contents(`${file}#pixels`, 4))[1].length, 16);
      assert.deepEqual(
        [...(await readLabels(file))],
        rows.map((row) => row % 3),
      );
    });
  });
}

describe('a table with holes or compressed buffers', () => {
  it('is refused with the row and column, or with what to do', async () => {
    await rejectsForUser(contents(fixture('holes.parquet')), [
      /holes\.parquet, row 1, column "x" is empty/,
    ]);
    await rejectsForUser(contents(fixture('table-lz4.feather')), [
      /compressed Arrow file: save it uncompressed/,
    ]);
  });
});

describe('pictures', () => {
  const expected = JSON.parse(readFileSync(fixture('pictures.json'), 'utf8')) as number[][];
  const files = temporaryFiles();
  /** Decoders may round each of Y, Cb and Cr by one differently, and blue is Y + 1.772 Cb. */
  const jpegTolerance = 3;

  function assertPixels([shape, values]: [readonly number[], number[]]): void {
    assert.deepEqual(shape, [6, 5, 3]);
    for (const [picture, pixels] of expected.entries()) {
      const tolerance = picture === 1 ? jpegTolerance : 0;
      pixels.forEach((pixel, at) => {
        assert.ok(
          Math.abs(pixel - values[picture * 90 + at]) <= tolerance,
          `picture ${picture} at ${at}`,
        );
      });
    }
  }

  it('of a folder per class have the pixels Pillow decodes, and the folders as labels', async () => {
    const path = fixture('pictures');
    assert.deepEqual(await shapes(path), { '': '3×6×5×3 uint8', labels: '3 int32' });
    assertPixels(await contents(path));
    assert.deepEqual([...(await readLabels(path))], [0, 1, 1]);
  });

  it('in the cells of Parquet and Arrow tables are the same', async () => {
    const file = fixture('pictures.parquet');
    assert.deepEqual(await shapes(file), { image: '3×6×5×3 uint8', label: '3 int64' });
    assertPixels(await contents(file));
    assertPixels(await contents(files.write('pictures.arrow', arrowOfPictures())));
  });

  it('have a hash that changes with any file and any name', async () => {
    const path = join(dirname(files.write('x', Buffer.alloc(1))), 'copy');
    cpSync(fixture('pictures'), path, { recursive: true });
    const hash = async (): Promise<string> => (await openDataset(path)).sha256();
    const first = await hash();
    assert.match(first, /^[0-9a-f]{64}$/);
    cpSync(join(path, 'left', 'a.png'), join(path, 'left', 'b.png'));
    assert.notEqual(await hash(), first);
  });

  it('of another size, or transparent, or none at all, are named', async () => {
    const path = join(dirname(files.write('x', Buffer.alloc(1))), 'sizes');
    mkdirSync(path, { recursive: true });
    await rejectsForUser(openDataset(path), [/sizes is a folder without PNG or JPEG/]);
    const save = (name: string, picture: PNG) =>
      writeFileSync(join(path, name), PNG.sync.write(picture));
    const white = (width: number): PNG => {
      const picture = new PNG({ width, height: 2 });
      picture.data.fill(255);
      return picture;
    };
    save('a.png', white(3));
    save('b.png', white(4));
    await rejectsForUser(openDataset(path), [
      /b\.png is 4×2 RGB, but the first picture is 3×2 RGB/,
    ]);
    save('b.png', new PNG({ width: 3, height: 2 }));
    await rejectsForUser(openDataset(path), [/b\.png has transparent pixels/]);
    writeFileSync(join(path, 'b.png'), 'text');
    await rejectsForUser(openDataset(path), [/b\.png is not a PNG or JPEG/]);
  });

  function arrowOfPictures(): Uint8Array {
    const rows = ['left/a.png', 'right/b.jpg', 'right/c.png'].map((path) => ({
      bytes: new Uint8Array(readFileSync(join(fixture('pictures'), path))),
      path,
    }));
    const type = new Struct([new Field('bytes', new Binary()), new Field('path', new Utf8())]);
    const image = vectorFromArray(rows, type);
    return tableToIPC(
      new Table({ image, label: vectorFromArray([0, 1, 1], new Int32()) }),
      'stream',
    );
  }
});
