import { strict as assert } from 'node:assert';
import { fromBinary } from '@bufbuild/protobuf';
import { ort } from '../../../../src/onnx/ort.ts';
import { GraphFragment } from '../../../../src/onnx/runner/graphFragment.ts';
import { JoinedOutputs } from '../../../../src/onnx/runner/joinedOutputs.ts';
import { ModelProtoSchema } from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { modelBytes } from '../../../../src/onnx/schema/writeModel.ts';

describe('joined outputs', () => {
  it('leave the graph as one and come apart as they were, whatever their shapes', async () => {
    const fragment = new GraphFragment(13);
    const input = fragment.input('x', ['rows', 2]);
    const joined = new JoinedOutputs();
    const doubled = joined.add(fragment.op('Add', [input, input]), (rows) => 2 * rows);
    const sums = joined.add(fragment.reduceSum(input, [0]), () => 2);
    assert.equal(
      joined.add(sums, () => 2),
      sums,
    );
    const output = joined.output(fragment)!;
    const {
      node,
      input: inputs,
      output: outputs,
    } = fromBinary(ModelProtoSchema, fragment.toBytes()).graph!;
    assert.deepEqual(
      outputs.map(({ name }) => name),
      [output],
    );
    const bytes = modelBytes({ nodes: node, inputs, outputs, initializers: [] }, 13);
    const session = await ort().InferenceSession.create(bytes);
    const x = new (ort().Tensor)('float32', Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2]);
    const { data } = (await session.run({ [input]: x }))[output]!;
    await session.release();
    const parts = joined.parts(data as Float32Array, 3);
    assert.deepEqual(parts.get(doubled), Float32Array.of(2, 4, 6, 8, 10, 12));
    assert.deepEqual(parts.get(sums), Float32Array.of(9, 12));
  });

  it('are none where nothing is taken, and refuse numbers that are not theirs', () => {
    const fragment = new GraphFragment(13);
    const joined = new JoinedOutputs();
    assert.equal(joined.output(fragment), undefined);
    joined.add('z', (rows) => rows);
    assert.throws(() => joined.parts(new Float32Array(4), 3), /4 numbers, not 3/);
  });
});
