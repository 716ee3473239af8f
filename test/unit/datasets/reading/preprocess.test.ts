import { strict as assert } from 'node:assert';
import type { Preprocess } from '../../../../src/datasets/dataset.ts';
import { openDataset } from '../../../../src/datasets/openDataset.ts';
import { floatNpy, npyOf } from '../support/archives.ts';
import { rejectsForUser } from '../support/rejects.ts';
import { temporaryFiles } from '../support/temporaryFiles.ts';

const mean = [0.4914, 0.4822, 0.4465];
const std = [0.2471, 0.2435, 0.2616];

describe('preprocessing', () => {
  const files = temporaryFiles();
  const bytes = Uint8Array.from({ length: 24 }, (_, index) => index * 11);

  async function values(shape: readonly number[], preprocess: Preprocess, descriptor = '|u1') {
    const data = descriptor === '|u1' ? bytes : new Uint8Array(Float64Array.from(bytes).buffer);
    const path = files.write('x.npy', npyOf(descriptor, shape, data));
    const dataset = await openDataset(path, { preprocess });
    const result = await dataset.read(0, dataset.rows);
    await dataset.close();
    return { result, words: dataset.preprocess };
  }

  const formula = (channelOf: (index: number) => number) =>
    Float32Array.from(bytes, (x, i) => (x / 255 - mean[channelOf(i)]) / std[channelOf(i)]);

  for (const descriptor of ['|u1', '<f8']) {
    it(`is (x / scale − mean) / std per channel, first or last, for ${descriptor}`, async () => {
      const settings = { scale: 255, mean, std };
      const first = await values([2, 3, 2, 2], settings, descriptor);
      assert.deepEqual(
        first.result,
        formula((i) => Math.floor(i / 4) % 3),
      );
      assert.equal(first.words, '(x / 255 − mean) / std');
      const last = await values([2, 2, 2, 3], settings, descriptor);
      assert.deepEqual(
        last.result,
        formula((i) => i % 3),
      );
    });
  }

  it('takes one number for all channels, and a mean a feature for tables', async () => {
    const single = await values([2, 3, 2, 2], { mean: [1], std: [2] });
    assert.deepEqual(
      single.result,
      Float32Array.from(bytes, (x) => (x - 1) / 2),
    );
    assert.equal(single.words, '(x − mean) / std');
    const table = await values([8, 3], { mean: [1, 2, 3] });
    assert.deepEqual(
      table.result,
      Float32Array.from(bytes, (x, i) => x - ((i % 3) + 1)),
    );
    assert.equal(table.words, 'x − mean');
    const mixed = await values([8, 3], { mean: [1, 2, 3], std: [2] });
    assert.deepEqual(
      mixed.result,
      Float32Array.from(bytes, (x, i) => (x - ((i % 3) + 1)) / 2),
    );
  });

  it('gives pixels / 255 as float32 division does', async () => {
    const { result, words } = await values([24], { scale: 255 });
    assert.deepEqual(
      result,
      Float32Array.from(bytes, (x) => Math.fround(x / 255)),
    );
    assert.equal(words, 'x / 255');
    assert.equal((await values([24], {})).words, 'none');
    assert.equal((await values([24], { std: [2] })).words, 'x / std');
  });

  it('asks for the layout where both ends of the shape fit', async () => {
    const path = files.write('cube.npy', npyOf('|u1', [2, 3, 1, 3], bytes.subarray(0, 18)));
    const open = await openDataset(path, { preprocess: { mean } });
    await rejectsForUser(open.read(0, 1), [/3×1×3/, /layout/], 'mismatch');
    await open.close();
    const told = await openDataset(path, { preprocess: { mean, layout: 'nhwc' } });
    assert.equal((await told.read(0, 1))[1], Math.fround(11 - mean[1]));
    await told.close();
  });

  it('is refused when it cannot be meant', async () => {
    const path = files.write('x.npy', npyOf('|u1', [2, 4, 3], bytes));
    const cases: [Preprocess, RegExp][] = [
      [{ scale: 0 }, /scale is 0/],
      [{ scale: -255 }, /scale is -255/],
      [{ scale: NaN }, /scale is NaN/],
      [{ mean: [1, Infinity] }, /mean is 1, Infinity/],
      [{ std: [1, 0] }, /std is 1, 0/],
      [{ mean: [1, 2], std: [1, 2, 3] }, /mean has 2 numbers and std 3/],
    ];
    for (const [preprocess, pattern] of cases) {
      await rejectsForUser(openDataset(path, { preprocess }), [pattern]);
    }
    const dataset = await openDataset(path, { preprocess: { mean: [1, 2, 3, 4, 5] } });
    await rejectsForUser(dataset.read(0, 1), [/5 numbers/, /4×3/], 'mismatch');
    await dataset.close();
  });
});

describe('reading rows', () => {
  const files = temporaryFiles();

  it('refuses NaN, infinity and what is too large for float32, naming the row', async () => {
    for (const [value, word] of [
      [NaN, /NaN/],
      [-Infinity, /infinite/],
    ] as const) {
      const path = files.write('bad.npy', floatNpy([3, 2], [1, 2, 3, 4, 5, value]));
      const dataset = await openDataset(path);
      assert.deepEqual([...(await dataset.read(0, 2))], [1, 2, 3, 4]);
      await rejectsForUser(dataset.read(1, 3), [/bad\.npy/, /row 2/, word]);
      await dataset.close();
    }
    const large = new Uint8Array(Float64Array.from([1, 1e300]).buffer);
    const dataset = await openDataset(files.write('large.npy', npyOf('<f8', [2], large)));
    await rejectsForUser(dataset.read(0, 2), [/row 1/, /too large/]);
    await dataset.close();
  });

  it('gives the same rows in blocks of any size', async () => {
    const rows = 3000;
    const values = Array.from({ length: rows * 700 }, (_, i) => (i * 7919) % 65536);
    const dataset = await openDataset(files.write('big.npy', floatNpy([rows, 700], values)));
    const whole = await dataset.read(0, rows);
    assert.deepEqual(whole, Float32Array.from(values));
    const block = new Float32Array(997 * 700);
    for (let start = 0; start + 997 <= rows; start += 997) {
      await dataset.readInto(start, start + 997, block);
      assert.deepEqual(block, whole.subarray(start * 700, (start + 997) * 700));
    }
    await dataset.close();
  });

  it('takes a positive whole limit only', async () => {
    const path = files.write('x.npy', floatNpy([3], [1, 2, 3]));
    for (const limit of [0, -1, 1.5, NaN]) {
      await rejectsForUser(openDataset(path, { limit }), [/limit is/, /1 or more/]);
    }
    const dataset = await openDataset(path, { limit: 99 });
    assert.equal(dataset.rows, 3);
    await dataset.close();
  });

  it('refuses files that are missing, empty, folders or of another format', async () => {
    await rejectsForUser(
      openDataset(files.path('none.npy')),
      [/none\.npy does not exist/],
      'not-found',
    );
    await rejectsForUser(openDataset(files.write('empty.npy', '')), [/empty\.npy is empty/]);
    await rejectsForUser(openDataset(files.path('')), [/folder/], 'unsupported');
    for (const [name, content, word] of [
      ['a.parquet', 'PAR1....PAR1', /Parquet/],
      ['a.safetensors', Buffer.from('\x40\0\0\0\0\0\0\0{"a":1}', 'latin1'), /safetensors/],
      ['a.h5', Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), /HDF5/],
      ['a.png', Buffer.from('\x89PNG\r\n', 'latin1'), /image/],
      ['a.pkl', Buffer.from('\x80\x04\x95', 'latin1'), /pickle/],
      ['a.bin', Buffer.from('hello'), /no format/],
      ['a.npy', Buffer.from('\x93NUMPY\x01\0', 'latin1'), /damaged npy header/],
      ['b.npy', Buffer.from('\x93NUMPY\x09\0\x10\0{}__________', 'latin1'), /version 9/],
    ] as const) {
      await rejectsForUser(openDataset(files.write(name, content)), [new RegExp(name), word]);
    }
  });
});
