import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describeData } from '../../../../src/datasets/describeData.ts';
import { openDataset } from '../../../../src/datasets/openDataset.ts';
import { readLabelsOf } from '../../../../src/datasets/labels.ts';
import { sharedPath } from '../../../support/sharedData.ts';
import { idxOf } from '../support/archives.ts';
import { rejectsForUser } from '../support/rejects.ts';
import { temporaryFiles } from '../support/temporaryFiles.ts';

describe('IDX files', () => {
  const files = temporaryFiles();
  const bytes = Uint8Array.from({ length: 24 }, (_, index) => index * 10);

  it('are the same plain and gzipped', async () => {
    for (const [name, content] of [
      ['a.idx', idxOf([4, 2, 3], bytes)],
      ['a.idx.gz', gzipSync(idxOf([4, 2, 3], bytes))],
    ] as const) {
      const path = files.write(name, content);
      const dataset = await openDataset(path);
      assert.deepEqual(dataset.rowShape, [2, 3]);
      assert.deepEqual([...(await dataset.read(1, 3))], [...bytes.subarray(6, 18)]);
      assert.equal(await dataset.sha256(), createHash('sha256').update(content).digest('hex'));
      assert.deepEqual((await describeData(path)).arrays, [
        { name: '', type: 'uint8', shape: [4, 2, 3] },
      ]);
      await dataset.close();
    }
  });

  it('are big-endian whatever the machine', async () => {
    const head = Buffer.from([0, 0, 0x0d, 1, 0, 0, 0, 2]);
    const body = Buffer.alloc(8);
    body.writeFloatBE(1.5, 0);
    body.writeFloatBE(-2, 4);
    const dataset = await openDataset(files.write('f.idx', Buffer.concat([head, body])));
    assert.deepEqual([...(await dataset.read(0, 2))], [1.5, -2]);
    await dataset.close();
  });

  it('are refused when truncated, overlong or lying about their size', async () => {
    const whole = idxOf([4, 2, 3], bytes);
    const zipped = gzipSync(whole);
    const lying = idxOf([0xffffffff, 0xffff, 0xffff], bytes);
    for (const content of [
      whole.subarray(0, 30),
      Buffer.concat([whole, bytes]),
      whole.subarray(0, 9),
      zipped.subarray(0, zipped.length - 12),
      lying,
      gzipSync(lying),
    ]) {
      await rejectsForUser(openDataset(files.write('bad.idx', content)), [/bad\.idx/]);
    }
  });

  it('give the first rows of a limit without reading on', async () => {
    const cut = gzipSync(
      idxOf(
        [40000, 2, 3],
        new Uint8Array(240000).map((_, i) => (i * i) >> 3),
      ),
    );
    const path = files.write('cut.idx.gz', cut.subarray(0, cut.length / 2));
    const dataset = await openDataset(path, { limit: 10 });
    assert.equal(dataset.rows, 10);
    assert.equal(dataset.array.shape[0], 40000);
    assert.equal((await dataset.read(9, 10)).length, 6);
    await assert.rejects(dataset.read(9, 11), RangeError);
    await dataset.close();
    await rejectsForUser(openDataset(path), [/cut\.idx\.gz/, /truncated/]);
  });

  it('give all of MNIST: mean pixel .130660 and deviation .308108 after / 255', async function () {
    const images = sharedPath('data', 'mnist', 'train-images-idx3-ubyte.gz');
    const labelPath = sharedPath('data', 'mnist', 'train-labels-idx1-ubyte.gz');
    if (images === undefined || labelPath === undefined) return this.skip();
    const dataset = await openDataset(images, { preprocess: { scale: 255 } });
    assert.equal(dataset.rows, 60000);
    let sum = 0;
    let squares = 0;
    const block = new Float32Array(1000 * 784);
    for (let start = 0; start < dataset.rows; start += 1000) {
      await dataset.readInto(start, start + 1000, block);
      for (const pixel of block) {
        sum += pixel;
        squares += pixel * pixel;
      }
    }
    const mean = sum / (60000 * 784);
    assert.ok(Math.abs(mean - 0.13066) < 1e-6);
    assert.ok(Math.abs(Math.sqrt(squares / (60000 * 784) - mean * mean) - 0.308108) < 1e-6);
    const labels = await readLabelsOf(dataset, labelPath);
    assert.deepEqual([...labels.subarray(0, 5)], [5, 0, 4, 1, 9]);
    await dataset.close();
  });
});
