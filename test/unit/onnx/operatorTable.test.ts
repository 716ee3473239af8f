import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allOperators } from '../../../src/onnx/operators.ts';
import { operatorTable, tableMarks, withOperatorTable } from '../../support/operatorTable.ts';

const page = ['before', tableMarks.start, 'OUTDATED', tableMarks.end, 'after'].join('\n');

describe('the table of operators in the README', () => {
  it('names every operator exactly once', () => {
    const cells = operatorTable().split('\n').slice(2);
    const names = cells.flatMap((line) => line.split(' | ').at(-1)!.replace(' |', '').split(' '));
    const expected = allOperators().map(({ domain, op }) => (domain ? `${domain}.${op}` : op));
    assert.deepEqual(names.sort(), expected.sort());
  });

  it('replaces what stands between its marks, and nothing else', () => {
    const once = withOperatorTable(page);
    assert.match(once, /^before\n/);
    assert.match(once, /\nafter$/);
    assert.ok(!once.includes('OUTDATED'));
    assert.equal(withOperatorTable(once), once);
  });

  it('refuses a page without its marks', () => {
    assert.throws(() => withOperatorTable('nothing here'), /are missing/);
  });

  it('is the one in the README', function () {
    const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
    if (!readme.includes(tableMarks.start)) this.skip();
    // The formatter pads the columns.
    const plain = (text: string): string => text.replace(/ +/g, ' ').replace(/-+/g, '-');
    const message = 'run npx tsx test/support/operatorTable.ts';
    assert.equal(plain(withOperatorTable(readme)), plain(readme), message);
  });
});
