import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { scoreSpace } from '../../../src/analysis/scoreSpace.ts';
import { readerBlocks } from '../../../src/analysis/trainingRows.ts';
import { openDataset } from '../../../src/datasets/openDataset.ts';
import { PlainMatrixProduct } from '../../support/plainMatrixProduct.ts';
import { silentProgress } from '../../../src/engine/progress.ts';

const folder = join(import.meta.dirname, '../../../media/samples/digits');
const options = { distance: true, product: new PlainMatrixProduct(), progress: silentProgress };

describe('scoring a space from its file', () => {
  it('gives what scoring it from memory gives', async () => {
    const preprocess = { scale: 16 };
    const train = await openDataset(join(folder, 'train.npz#images'), { preprocess });
    const test = await openDataset(join(folder, 'test.npz#images'), { preprocess, limit: 40 });
    const columns = train.rowLength;
    const queries = { rows: test.rows, columns, data: await test.read(0, test.rows) };
    const rows = { rows: train.rows, columns, data: await train.read(0, train.rows) };
    const held = await scoreSpace('input', rows, queries, options);
    const streamed = await scoreSpace('input', readerBlocks(train, columns), queries, options);
    await train.close();
    await test.close();
    const { hull, ...rest } = streamed.section;
    const { hull: expected, ...others } = held.section;
    assert.deepEqual(rest, others);
    assert.equal(hull.outside, expected.outside);
    const ratio = hull.distance!.upper.median / expected.distance!.upper.median;
    assert.ok(Math.abs(ratio - 1) < 1e-3);
  });
});
