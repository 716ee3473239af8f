import { strict as assert } from 'node:assert';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile } from '../../onnx/runner/modelFile.ts';

const exactnessOf = (op: string, inputs: string[]): Promise<string | undefined> => {
  const parts = {
    nodes: [node(op, inputs, ['y'])],
    initializers: [],
    inputs: [value('x', 'float32', ['N', 3])],
    outputs: [value('y', 'float32', ['N', 3])],
  };
  return withModelFile(parts, async (model) => {
    const { regions } = await diagnose({ model, parts: ['regions'] }, silentProgress);
    return regions?.exactness;
  });
};

describe('the regions of a model without switches', () => {
  it('are exactly one where it is affine, and not known where it is not', async () => {
    assert.equal(await exactnessOf('Neg', ['x']), 'exact');
    assert.equal(await exactnessOf('Mul', ['x', 'x']), 'heuristic');
  });
});
