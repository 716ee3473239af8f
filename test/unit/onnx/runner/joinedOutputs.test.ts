import { strict as assert } from 'node:assert';
import { fromBinary } from '@bufbuild/protobuf';
import { ort } from '../../../../src/onnx/ort.ts';
import { GraphFragment } from '../../../../src/onnx/runner/graphFragment.ts';
import { JoinedOutputs } from '../../../../src/onnx/runner/joinedOutputs.ts';
import { ModelProtoSchema } from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { modelBytes } from '../../../../src/onnx/schema/writeModel.ts';

describe('joined outputs', () => {
  it('leave the graph in one for each shape and come apart as they were', async () => {
    const fragment = new GraphFragment(13);
    const input = fragment.input('x', ['rows', 2]);
    const joined = new JoinedOutputs();
    const doubled = fragment.op('Add', [input, input]);
    const sums = fragment.reduceSum(input, [0]);
    const least = fragment.reduceMin(input, [1]);
    joined.add(input, 'rows × n', (rows) => 2 * rows);
    joined.add(doubled, 'rows × n', (rows) => 2 * rows);
    joined.add(sums, 'n', () => 2);
    joined.add(least, 'n', (rows) => rows);
    assert.equal(
      joined.add(sums, 'n', () => 2),
      sums,
    );
    const names = joined.outputs(fragment);
    const graph = fromBinary(ModelProtoSchema, fragment.toBytes()).graph!;
    assert.deepEqual(
      graph.output.map(({ name }) => name),
      names,
    );
    assert.equal(names.length, 2);
    const { node, input: inputs, output: outputs } = graph;
    const bytes = modelBytes({ nodes: node, inputs, outputs, initializers: [] }, 13);
    const session = await ort().InferenceSession.create(bytes);
    const x = Float32Array.of(1, 2, 3, 4, 5, 6);
    const results = await session.run({ [input]: new (ort().Tensor)('float32', x, [3, 2]) });
    await session.release();
    const parts = joined.parts(
      names.map((name) => results[name]!.data as Float32Array),
      3,
    );
    assert.deepEqual(
      [input, doubled, sums, least].map((name) => [...parts.get(name)!]),
      [
        [1, 2, 3, 4, 5, 6],
        [2, 4, 6, 8, 10, 12],
        [9, 12],
        [1, 3, 5],
      ],
    );
  });

  it('are none where nothing is taken, and refuse numbers that are not theirs', () => {
    const fragment = new GraphFragment(13);
    const joined = new JoinedOutputs();
    assert.deepEqual(joined.outputs(fragment), []);
    joined.add('z', 'n', (rows) => rows);
    assert.throws(() => joined.parts([new Float32Array(4)], 3), /4 numbers, not 3/);
  });
});
