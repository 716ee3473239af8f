import { strict as assert } from 'node:assert';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile } from '../runner/modelFile.ts';

describe('what a node does to data', () => {
  it('is said of noise drawn inside the model to differ from run to run', async () => {
    const sampled = {
      nodes: [
        node('RandomNormalLike', ['x'], ['noise'], {}),
        node('Add', ['x', 'noise'], ['z']),
        node('Relu', ['z'], ['y']),
      ],
      initializers: [],
      inputs: [value('x', 'float32', ['N', 3])],
      outputs: [value('y', 'float32', ['N', 3])],
    };
    await withModelFile(sampled, async (path) => {
      const model = await openModel(path);
      const { limits, piecewiseLinear } = await analyseStructure(model);
      await model.close();
      assert.equal(piecewiseLinear, false);
      assert.match(limits[0].effect, /change from run to run.*export the model with the noise/);
    });
  });
});
