import { strict as assert } from 'node:assert';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { prunableLayers } from '../../../../src/onnx/pruning/prunableLayers.ts';
import { withoutUnits } from '../../../../src/onnx/pruning/withoutUnits.ts';
import { initializer, modelBytes, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import type { NodeProto } from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { rawValues, withModelFile } from '../runner/modelFile.ts';

const nodes = {
  gemm: [
    node('Gemm', ['x', 'w', 'b'], ['z'], { transB: 1 }),
    node('Relu', ['z'], ['a']),
    node('Gemm', ['a', 'v'], ['y']),
  ],
  matmul: [
    node('MatMul', ['x', 'wT'], ['p']),
    node('Add', ['b', 'p'], ['z']),
    node('Relu', ['z'], ['a']),
    node('MatMul', ['a', 'v'], ['y']),
  ],
};
/** Three units of two inputs; the second is silent wherever x ≥ 0. */
const weights = {
  w: initializer('w', 'float32', [3, 2], Float32Array.of(1, 2, -1, -3, 0.5, -1)),
  wT: initializer('wT', 'float32', [2, 3], Float32Array.of(1, -1, 0.5, 2, -3, -1)),
  b: initializer('b', 'float32', [3], Float32Array.of(0.5, -1, 0.25)),
  v: initializer('v', 'float32', [3, 2], Float32Array.of(1, -1, 7, 9, 2, 4)),
};

function model(graph: readonly NodeProto[], outputs = ['y']): Uint8Array {
  const used = new Set(graph.flatMap(({ input }) => input));
  return modelBytes({
    inputs: [value('x', 'float32', ['N', 2])],
    outputs: outputs.map((name) => value(name, 'float32', ['N', '?'])),
    initializers: Object.values(weights).filter(({ name }) => used.has(name)),
    nodes: [...graph],
  });
}

async function prunable(bytes: Uint8Array) {
  return withModelFile(bytes, async (path) => {
    const opened = await openModel(path);
    try {
      return prunableLayers(opened, await analyseStructure(opened));
    } finally {
      await opened.close();
    }
  });
}

describe('taking units out of a model', () => {
  const x = { data: Float32Array.of(0.5, 2, 3, 0.25), dims: [2, 2] };

  for (const [name, graph] of Object.entries(nodes)) {
    it(`leaves what the model computes where the unit is silent (${name})`, async () => {
      const bytes = model(graph);
      const [layer] = await prunable(bytes);
      const pruned = withoutUnits(bytes, [{ layer: layer, units: [1] }]);
      const [before, after] = [
        await rawValues(bytes, ['y', 'z'], { x }),
        await rawValues(pruned, ['y', 'z'], { x }),
      ];
      assert.deepEqual(after.get('y'), before.get('y'));
      assert.deepEqual(after.get('z')!.dims, [2, 2]);
      const kept = before.get('z')!.data.filter((_, i) => i % 3 !== 1);
      assert.deepEqual(after.get('z')!.data, kept);
    });
  }

  it('leaves a layer alone whose units are read elsewhere, are an output or share weights', async () => {
    const [gemm, relu, last] = nodes.gemm as [NodeProto, NodeProto, NodeProto];
    const twice = [gemm, relu, last, node('ReduceMax', ['a'], ['m'])];
    assert.deepEqual(await prunable(model(twice, ['y', 'm'])), []);
    assert.deepEqual(await prunable(model(nodes.gemm, ['y', 'a'])), []);
    const shared = [gemm, relu, last, node('Gemm', ['a', 'v'], ['u'])];
    assert.deepEqual(await prunable(model(shared, ['y', 'u'])), []);
  });

  it('leaves a layer alone that another nonlinearity follows', async () => {
    const [gemm, , last] = nodes.gemm as [NodeProto, NodeProto, NodeProto];
    assert.deepEqual(await prunable(model([gemm, node('LeakyRelu', ['z'], ['a']), last])), []);
  });
});
