import { strict as assert } from 'node:assert';
import { fileURLToPath } from 'node:url';
import { checkLabelCount, readLabels, readLabelsOf } from '../../../src/datasets/labels.ts';
import { openDataset } from '../../../src/datasets/openDataset.ts';
import { sharedPath } from '../../support/sharedData.ts';
import { floatNpy, idxOf, npyOf } from './support/archives.ts';
import { rejectsForUser } from './support/rejects.ts';
import { temporaryFiles } from './support/temporaryFiles.ts';

const pair = fileURLToPath(new URL('../../fixtures/datasets/pair.npz', import.meta.url));

describe('labels', () => {
  const files = temporaryFiles();

  it('are integers of any stored type, a column of them, or one-hot rows', async () => {
    const int64 = new Uint8Array(BigInt64Array.from([2n, 0n, 1n]).buffer);
    for (const content of [
      idxOf([3], Uint8Array.from([2, 0, 1])),
      npyOf('<i8', [3], int64),
      npyOf('<i8', [3, 1], int64),
      floatNpy([3], [2, 0, 1]),
      floatNpy([3, 3], [0, 0, 1, 1, 0, 0, 0, 1, 0]),
      npyOf('|b1', [3, 3], Uint8Array.from([0, 0, 1, 1, 0, 0, 0, 1, 0])),
    ]) {
      const path = files.write('labels', content);
      assert.deepEqual([...(await readLabels(path))], [2, 0, 1]);
      assert.deepEqual([...(await readLabels(path, { limit: 2 }))], [2, 0]);
    }
  });

  it('are found beside the samples of an npz file', async () => {
    assert.deepEqual([...(await readLabels(pair))], [2, 0, 1, 1, 2]);
    const dataset = await openDataset(pair, { limit: 2 });
    assert.deepEqual([...(await readLabelsOf(dataset, pair))], [2, 0]);
    await dataset.close();
  });

  it('are refused when they are not class indices', async () => {
    for (const [content, pattern] of [
      [floatNpy([2], [0, 1.5]), /row 1 holds 1.5/],
      [floatNpy([2], [0, -1]), /row 1 holds -1/],
      [floatNpy([2], [0, NaN]), /row 1 holds NaN/],
      [floatNpy([2], [0, 2 ** 40]), /row 1 holds/],
      [floatNpy([2, 2], [0, 1, 1, 1]), /row 1 has 2 numbers that are not one-hot/],
      [floatNpy([2, 2], [0, 1, 0.2, 0.8]), /row 1 .* one-hot/],
      [floatNpy([1, 2, 2], [0, 1, 1, 0]), /1×2×2/],
    ] as const) {
      await rejectsForUser(readLabels(files.write('bad.npy', content)), [/bad\.npy/, pattern]);
    }
  });

  it('of another length than the file of samples are refused, even when a limit hides it', async () => {
    const dataset = await openDataset(pair, { limit: 2 });
    const path = files.write('six.npy', floatNpy([6], [0, 0, 0, 0, 0, 0]));
    await rejectsForUser(readLabelsOf(dataset, path), [/6 labels/, /5 rows/], 'mismatch');
    await rejectsForUser(() => {
      checkLabelCount(4, 'x', dataset);
    }, [/4 labels/]);
    await dataset.close();
  });

  it('of CIFAR-10 come in ten balanced classes', async function () {
    const path = sharedPath('data', 'cifar10', 'test-1000.npz');
    if (path === undefined) return this.skip();
    const counts = new Array<number>(10).fill(0);
    for (const label of await readLabels(path)) counts[label]++;
    assert.deepEqual(counts, new Array<number>(10).fill(100));
  });
});
