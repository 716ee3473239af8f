import { strict as assert } from 'node:assert';
import { safeFileName, uniquelyNamed } from '../../../../src/report/export/exportFile.ts';

describe('names of exported files', () => {
  it('keep no path, no leading dot and no empty name', () => {
    assert.equal(safeFileName('/backbone/conv:0'), 'backbone-conv-0');
    assert.equal(safeFileName('../../etc/passwd'), 'etc-passwd');
    assert.equal(safeFileName('..'), 'unnamed');
    assert.equal(safeFileName(''), 'unnamed');
  });

  it('are told apart where they would be equal to a file system', () => {
    const files = ['a.csv', 'A.csv', 'b.csv', 'a.csv'].map((name) => ({ name, text: '' }));
    assert.deepEqual(
      uniquelyNamed(files).map(({ name }) => name),
      ['a.csv', 'A-2.csv', 'b.csv', 'a-3.csv'],
    );
  });
});
