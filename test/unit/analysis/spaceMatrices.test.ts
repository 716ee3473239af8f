import { strict as assert } from 'node:assert';
import { readMatrix } from '../../../src/analysis/spaceMatrices.ts';
import { silentProgress } from '../../../src/engine/progress.ts';
import { UserError } from '../../../src/engine/userError.ts';

describe('readMatrix', () => {
  it('refuses what memory cannot hold before it reads any of it, with the size', async () => {
    const source = { rows: 2e6, read: () => Promise.reject(new Error('was read')) };
    await assert.rejects(readMatrix(source, 1000, 'reading', silentProgress), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /^2000000 rows of 1000 numbers need 8 GB; take fewer rows/);
      return true;
    });
  });

  it('joins blocks of rows in their order', async () => {
    const read = (start: number, end: number) =>
      Promise.resolve(Float32Array.from({ length: end - start }, (_, i) => start + i));
    const { rows, data } = await readMatrix({ rows: 5000, read }, 1, 'reading', silentProgress);
    assert.equal(rows, 5000);
    assert.ok(data.every((value, i) => value === i));
  });
});
