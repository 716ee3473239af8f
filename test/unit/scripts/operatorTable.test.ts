import { strict as assert } from 'node:assert';
import { operatorTable } from '../../../scripts/operatorTable.ts';
import { allOperators } from '../../../src/onnx/operators.ts';

describe('the table of operators in the README', () => {
  it('names every operator exactly once', () => {
    const cells = operatorTable().split('\n').slice(2);
    const names = cells.flatMap((line) => line.split(' | ').at(-1)!.replace(' |', '').split(' '));
    const expected = allOperators().map(({ domain, op }) => (domain ? `${domain}.${op}` : op));
    assert.deepEqual(names.sort(), expected.sort());
  });
});
