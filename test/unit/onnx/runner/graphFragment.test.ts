import { strict as assert } from 'node:assert';
import { fromBinary } from '@bufbuild/protobuf';
import { GraphFragment } from '../../../../src/onnx/runner/graphFragment.ts';
import { ModelProtoSchema } from '../../../../src/onnx/schema/onnx_pb.generated.ts';

describe('a graph fragment', () => {
  it('holds each constant, node and output once, however often it is asked for', () => {
    const fragment = new GraphFragment(17);
    const made = [1, 2, 3].map(() => {
      const sum = fragment.op('Add', ['x', fragment.floats([2], [1, 2])]);
      return fragment.output(fragment.reduceSum(sum, [1]));
    });
    assert.equal(new Set(made).size, 1);
    const { graph } = fromBinary(ModelProtoSchema, fragment.toBytes());
    assert.deepEqual(graph!.node.map(({ opType }) => opType).sort(), [
      'Add',
      'Constant',
      'Constant',
      'ReduceSum',
    ]);
    assert.equal(graph!.output.length, 1);
  });

  it('tells apart what differs in type, shape, value, inputs or attributes', () => {
    const fragment = new GraphFragment(11);
    const names = [
      fragment.floats([2], [1, 2]),
      fragment.floats([1, 2], [1, 2]),
      fragment.floats([2], [1, -2]),
      fragment.doubles([2], [1, 2]),
      fragment.integers([1, 2]),
      fragment.op('Transpose', ['x'], { perm: [1, 0] }),
      fragment.op('Transpose', ['x'], { perm: [0, 1] }),
      fragment.op('Transpose', ['y'], { perm: [0, 1] }),
      fragment.op('Identity', ['x']),
    ];
    assert.equal(new Set(names).size, names.length);
  });
});
