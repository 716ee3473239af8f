import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeData } from '../../../../src/datasets/describeData.ts';
import { openDataset } from '../../../../src/datasets/openDataset.ts';
import { floatNpy, npyOf, zipOf } from '../support/archives.ts';
import { rejectsForUser } from '../support/rejects.ts';
import { temporaryFiles } from '../support/temporaryFiles.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../fixtures/datasets/${name}`, import.meta.url));
const expected = JSON.parse(readFileSync(fixture('expected.json'), 'utf8')) as Record<
  string,
  { shape: number[]; values: number[] }
>;

describe('numpy files', () => {
  const files = temporaryFiles();

  for (const archive of ['stored.npz', 'deflated.npz']) {
    for (const [name, { shape, values }] of Object.entries(expected)) {
      it(`gives the numbers numpy reads: ${name} of ${archive}`, async () => {
        const dataset = await openDataset(`${fixture(archive)}#${name}`);
        assert.deepEqual(dataset.array.shape, shape);
        assert.deepEqual(dataset.rowShape, shape.slice(1));
        assert.deepEqual([...(await dataset.read(0, dataset.rows))], values);
        await dataset.close();
      });
    }
  }

  it('reads any range of rows, also in Fortran order', async () => {
    for (const name of ['float64_fortran', 'int32_big']) {
      const dataset = await openDataset(`${fixture('deflated.npz')}#${name}`);
      assert.deepEqual([...(await dataset.read(2, 4))], expected[name].values.slice(12, 24));
      assert.equal((await dataset.read(3, 3)).length, 0);
      await dataset.close();
    }
  });

  it('reads header versions 1, 2 and 3', async () => {
    for (const version of [1, 2, 3]) {
      const dataset = await openDataset(fixture(`version${version}.npy`));
      assert.deepEqual([...(await dataset.read(0, 5))], expected['float32'].values);
      await dataset.close();
    }
  });

  it('reads a zip64 archive', async () => {
    for (const method of [0, 8]) {
      const path = files.write(
        'zip64.npz',
        zipOf('x.npy', floatNpy([2, 2], [1, 2, 3, 4]), { zip64: true, method }),
      );
      const dataset = await openDataset(path);
      assert.deepEqual([...(await dataset.read(0, 2))], [1, 2, 3, 4]);
      await dataset.close();
    }
  });

  it('lists the arrays of numbers and leaves text out', async () => {
    const { format, arrays } = await describeData(fixture('deflated.npz'));
    assert.equal(format, 'npz');
    assert.deepEqual(
      arrays.map((array) => array.name),
      Object.keys(expected),
    );
    assert.deepEqual(arrays[0], { name: 'bool', type: 'bool', shape: [5, 2, 3] });
  });

  it('asks which array is meant, listing them, and names the ones there are', async () => {
    await rejectsForUser(openDataset(fixture('stored.npz')), [
      /more than one/,
      /uint8 \(5×2×3 uint8\)/,
    ]);
    await rejectsForUser(
      openDataset(`${fixture('stored.npz')}#nope`),
      [/nope/, /uint8/],
      'not-found',
    );
    await rejectsForUser(openDataset(`${fixture('stored.npz')}#names`), [/names/, /U3/]);
    await rejectsForUser(openDataset(`${fixture('version1.npy')}#x`), [/version1.npy/, /"x"/]);
  });

  it('takes the only array of rank two or more', async () => {
    const dataset = await openDataset(fixture('pair.npz'));
    assert.equal(dataset.array.name, 'images');
    await dataset.close();
  });

  it('refuses elements that are not plain numbers', async () => {
    await rejectsForUser(openDataset(fixture('complex.npy')), [/c16/, /astype/], 'unsupported');
    await rejectsForUser(openDataset(fixture('records.npy')), [/records/], 'unsupported');
    await rejectsForUser(openDataset(fixture('object.npy')), [/\|O/], 'unsupported');
  });

  it('refuses headers that promise more or less than the file holds, before allocating it', async () => {
    const four = new Uint8Array(16);
    const cases: Record<string, Buffer> = {
      'short.npy': npyOf('<f4', [2, 3], four),
      'long.npy': npyOf('<f4', [1, 3], four),
      'huge.npy': npyOf('<f4', [2 ** 40, 1000], four),
      'absurd.npy': npyOf('<f8', [2 ** 52, 2 ** 52], four),
      'fortran.npy': npyOf('<f4', [2 ** 30, 4], four, true),
      'short.npz': zipOf('x.npy', npyOf('<f4', [2, 3], four)),
      'long.npz': zipOf('x.npy', npyOf('<f4', [1, 3], four)),
      'bomb.npz': zipOf('x.npy', npyOf('<f4', [2 ** 30, 4], four)),
      'declared.npz': zipOf('x.npy', npyOf('<f4', [2, 2], four), { declared: 12 }),
    };
    for (const [name, content] of Object.entries(cases)) {
      const path = files.write(name, content);
      await rejectsForUser(openDataset(path), [new RegExp(name.replace('.', '\\.')), /promises/]);
    }
  });

  it('refuses empty arrays and single numbers', async () => {
    const none = files.write('none.npy', floatNpy([0, 3], []));
    await rejectsForUser(openDataset(none), [/is empty/]);
    const scalar = files.write('scalar.npy', npyOf('<f4', [], new Uint8Array(4)));
    await rejectsForUser(openDataset(scalar), [/single number/]);
  });

  it('refuses damaged archives: checksum, cut anywhere, encryption, unknown packing', async () => {
    const content = floatNpy([2, 2], [1, 2, 3, 4]);
    // Stored members too: numpy's savez stores.
    for (const method of [0, 8]) {
      const wrong = files.write('crc.npz', zipOf('x.npy', content, { crc: 1, method }));
      await rejectsForUser(openDataset(wrong), [/checksum/]);
    }
    const whole = zipOf('x.npy', content, { method: 0 });
    for (let length = 4; length < whole.length; length += 7) {
      const cut = files.write('cut.npz', whole.subarray(0, length));
      await rejectsForUser(openDataset(cut), [/cut\.npz/, /truncated|damaged/]);
    }
    const locked = files.write('locked.npz', zipOf('x.npy', content, { flags: 1 }));
    await rejectsForUser(openDataset(locked), [/encrypted/], 'unsupported');
    const packed = files.write('packed.npz', zipOf('x.npy', content, { method: 93 }));
    await rejectsForUser(openDataset(packed), [/method 93/], 'unsupported');
    const other = files.write('other.zip', zipOf('readme.txt', content));
    await rejectsForUser(openDataset(other), [/without \.npy/], 'unsupported');
  });

  it('refuses an archive whose directory names a member twice, however often, at once', async () => {
    const zip = zipOf('x.npy', floatNpy([2, 2], [1, 2, 3, 4]));
    const end = zip.length - 22;
    const start = zip.readUInt32LE(end + 16);
    const entries = Array.from({ length: 20_000 }, () => zip.subarray(start, end));
    const tail = Buffer.from(zip.subarray(end));
    tail.writeUInt32LE(entries.length * (end - start), 12);
    const path = files.write(
      'twice.npz',
      Buffer.concat([zip.subarray(0, start), ...entries, tail]),
    );
    await rejectsForUser(describeData(path), [/twice\.npz/, /damaged/]);
  });

  it('uses names inside an archive as labels only', async () => {
    const path = files.write('evil.npz', zipOf('../../x.npy', floatNpy([1, 1], [7])));
    const dataset = await openDataset(`${path}#../../x`);
    assert.deepEqual([...(await dataset.read(0, 1))], [7]);
    await dataset.close();
  });
});
