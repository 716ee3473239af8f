import { strict as assert } from 'node:assert';
import { type AttributeValue, type Node } from '../../../../src/onnx/model.ts';
import { unitAxisAfter } from '../../../../src/onnx/network/unitAxis.ts';
import { type Shape } from '../../../../src/onnx/shapes/shape.ts';

const node = (op: string, perm?: readonly number[]): Node => ({
  index: 0,
  name: '',
  op,
  domain: '',
  inputs: ['x'],
  outputs: ['y'],
  attributes: new Map<string, AttributeValue>(
    perm ? [['perm', { kind: 'ints', value: perm }]] : [],
  ),
});

describe('unitAxisAfter', () => {
  const cases: readonly (readonly [string, Node, number, Shape, Shape, number | undefined])[] = [
    ['NCHW to NHWC', node('Transpose', [0, 2, 3, 1]), 1, ['N', 4, 5, 6], ['N', 5, 6, 4], 3],
    ['a reversal of axes', node('Transpose'), 1, ['N', 4, 5], [5, 4, 'N'], 1],
    ['positions joined', node('Reshape'), 1, ['N', 4, 5, 6], ['N', 4, 30], 1],
    ['unknown positions joined', node('Reshape'), 1, ['N', 4, '?', '?'], ['N', 4, '?'], 1],
    ['single positions dropped', node('Flatten'), 1, ['N', 4, 1, 1], ['N', 4], 1],
    ['channels last, positions joined', node('Reshape'), 3, ['N', 5, 6, 4], ['N', 30, 4], 2],
    ['channels split in groups', node('Reshape'), 1, ['N', 4, 5, 6], ['N', 2, 2, 30], undefined],
    ['channels mixed with positions', node('Flatten'), 1, ['N', 4, 5, 6], ['N', 120], undefined],
    ['tokens joined with the batch', node('Reshape'), 2, ['N', 6, 3], ['?', 3], 1],
    ['positions averaged away', node('ReduceMean'), 1, ['N', 4, 5, 6], ['N', 4], 1],
    ['one token taken', node('Gather'), 2, ['N', 6, 3], ['N', 3], 1],
    ['a larger operand', node('Add'), 0, [4], ['N', 4], 1],
    ['a resized picture', node('Resize'), 1, ['N', 4, 5, 6], ['N', 4, '?', '?'], 1],
  ];
  for (const [what, through, axis, from, to, expected] of cases) {
    it(`follows units through ${what}`, () => {
      assert.equal(unitAxisAfter(through, axis, from, to), expected);
    });
  }
});
