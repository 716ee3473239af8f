import { strict as assert } from 'node:assert';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { takeRealNumbers } from '../../../../src/onnx/rewriting/realInput.ts';
import {
  type GraphParts,
  initializer,
  node,
  value,
} from '../../../../src/onnx/schema/writeModel.ts';
import { type NodeProto } from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { rawValues, withModelFile } from '../runner/modelFile.ts';

const float = 1;

/** Bytes of an image, moved about and cast by `before`, through a dense layer. */
const imageModel = (before: readonly NodeProto[]): GraphParts => ({
  inputs: [value('x', 'uint8', ['N', 2, 3])],
  outputs: [value('y', 'float32', ['N', 4])],
  initializers: [
    initializer(
      'w',
      'float32',
      [6, 4],
      Float32Array.from({ length: 24 }, (_, i) => (i % 7) - 3),
    ),
  ],
  nodes: [...before, node('MatMul', ['flat', 'w'], ['z']), node('Relu', ['z'], ['y'])],
});

const flat = (input: string) => node('Flatten', [input], ['flat']);
const castAtLast = [
  node('Transpose', ['x'], ['t'], { perm: [0, 2, 1] }),
  node('Cast', ['t'], ['c'], { to: float }),
  flat('c'),
];
const arithmeticFirst = [
  node('Concat', ['x', 'x'], ['twice'], { axis: 2 }),
  node('Cast', ['twice'], ['c'], { to: float }),
  node('Slice', ['c', 'start', 'end', 'axis'], ['s']),
  flat('s'),
];

describe('takeRealNumbers', () => {
  it('only changes types where elements are but moved before they become real numbers', async () => {
    await withModelFile(imageModel(castAtLast), async (path) => {
      const model = await openModel(path);
      const real = takeRealNumbers(model, 'x');
      assert.equal(real.input, 'widened');
      assert.equal(real.model.graph.inputs[0].type, 'float32');
      assert.equal(real.model.graph.nodes.length, model.graph.nodes.length);
      const x = { data: Float32Array.of(1, 2, 3, 4, 5, 6), dims: [1, 2, 3] };
      const y = (await rawValues(real.model.encoded()!, ['z'], { x })).get('z')!.data;
      const order = [1, 4, 2, 5, 3, 6];
      const expected = [0, 1, 2, 3].map((unit) =>
        order.reduce((sum, v, i) => sum + v * (((i * 4 + unit) % 7) - 3), 0),
      );
      assert.deepEqual(y, expected);
      await model.close();
    });
  });

  it('puts a cast in front of operators that need whole numbers', async () => {
    const parts = imageModel(arithmeticFirst);
    const integers = (name: string, v: number) =>
      initializer(name, 'int64', [1], BigInt64Array.of(BigInt(v)));
    const initializers = [...parts.initializers, integers('start', 0), integers('end', 3)];
    await withModelFile(
      { ...parts, initializers: [...initializers, integers('axis', 2)] },
      async (path) => {
        const model = await openModel(path);
        const real = takeRealNumbers(model, 'x');
        assert.equal(real.input, 'rounded');
        const z = async (first: number) => {
          const x = { data: Float32Array.of(first, 2, 3, 4, 5, 6), dims: [1, 2, 3] };
          return (await rawValues(real.model.encoded()!, ['z'], { x })).get('z')!.data;
        };
        assert.deepEqual(await z(1.75), await z(1));
        await model.close();
      },
    );
  });

  it('leaves an input of real numbers as it is', async () => {
    const parts = { ...imageModel([flat('x')]), inputs: [value('x', 'float32', ['N', 2, 3])] };
    await withModelFile(parts, async (path) => {
      const model = await openModel(path);
      assert.equal(takeRealNumbers(model, 'x').model, model);
      await model.close();
    });
  });

  it('lets a model of bytes be diagnosed, exactly where the bytes are cast at once', async () => {
    await withModelFile(imageModel(castAtLast), async (path) => {
      const report = await diagnose({ model: path }, silentProgress);
      assert.equal(report.model.piecewiseLinear, true);
      assert.equal(report.regions!.exactness, 'exact');
      assert.deepEqual(
        report.model.limits.map(({ effect }) => effect.slice(0, 26)),
        ['the input "x" holds uint8:'],
      );
    });
  });
});
