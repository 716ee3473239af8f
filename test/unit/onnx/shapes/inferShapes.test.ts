import { strict as assert } from 'node:assert';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { inferShapes } from '../../../../src/onnx/shapes/inferShapes.ts';
import { fixture, inferredShapes } from '../fixtureOracle.ts';

describe('inferShapes', () => {
  for (const [name, expected] of Object.entries(inferredShapes)) {
    it(`agrees with onnx's own inference on ${name}`, async () => {
      const model = await openModel(fixture(name));
      const shapes = await inferShapes(model);
      await model.close();
      for (const [value, dims] of Object.entries(expected)) {
        const maker = model.graph.producer.get(value);
        // Sub-graphs and local functions are not looked into, and nothing needs a second output.
        if (maker?.domain !== '' || maker.op === 'If' || maker.outputs[0] !== value) continue;
        const found = shapes.of(value);
        assert.equal(found?.length, dims.length, `rank of ${value}`);
        dims.forEach((dim, axis) => {
          if (dim !== null) assert.equal(found[axis], dim, `axis ${String(axis)} of ${value}`);
        });
      }
    });
  }
});
