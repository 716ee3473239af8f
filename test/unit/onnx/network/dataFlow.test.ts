import { strict as assert } from 'node:assert';
import { ancestors, dataFlow } from '../../../../src/onnx/network/dataFlow.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile } from '../runner/modelFile.ts';

const ancestorsOf = (nodes: ReturnType<typeof node>[], wanted: string): Promise<string[]> => {
  const parts = {
    nodes,
    initializers: [],
    inputs: [value('x', 'float32', ['N', 3])],
    outputs: [value('y', 'float32', ['N', 3])],
  };
  return withModelFile(parts, async (path) => {
    const model = await openModel(path);
    try {
      return Array.from(ancestors(dataFlow(model, ['x']), wanted), ({ outputs }) => outputs[0]);
    } finally {
      await model.close();
    }
  });
};

describe('the ancestors of a value', () => {
  it('are the nodes it is computed from, last first', async () => {
    const nodes = [
      node('Relu', ['x'], ['a']),
      node('Neg', ['x'], ['b']),
      node('Abs', ['a'], ['y']),
    ];
    assert.deepEqual(await ancestorsOf(nodes, 'y'), ['y', 'a']);
  });

  it('are all nodes before one with a sub-graph, which may read any of them, and none after it', async () => {
    const nodes = [
      node('Relu', ['x'], ['a']),
      node('If', ['x'], ['c']),
      node('Neg', ['x'], ['b']),
      node('Abs', ['c'], ['y']),
    ];
    assert.deepEqual(await ancestorsOf(nodes, 'y'), ['y', 'c', 'a']);
  });
});
