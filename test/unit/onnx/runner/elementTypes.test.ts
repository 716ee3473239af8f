import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { type SiteTap } from '../../../../src/onnx/runner.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { type NetworkStructure } from '../../../../src/onnx/structure.ts';
import { withModelFile, withRunner } from './modelFile.ts';

const fixtures = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'onnx');

/** x·diag(scale) → Relu, three units. */
function scaled(type: 'float32' | 'float64', scale: number, dims: readonly number[] = []) {
  const diagonal = [scale, 0, 0, 0, scale, 0, 0, 0, scale];
  const data = type === 'float32' ? Float32Array.from(diagonal) : Float64Array.from(diagonal);
  return {
    inputs: [value('x', type, ['N', ...dims, 3])],
    outputs: [value('y', type, ['N', ...dims, 3])],
    initializers: [initializer('w', type, [3, 3], data)],
    nodes: [node('MatMul', ['x', 'w'], ['z']), node('Relu', ['z'], ['y'])],
  };
}

const withDistance = (structure: NetworkStructure) => ({
  taps: structure.sites.map((site): SiteTap => ({
    site,
    counts: true,
    codes: true,
    inverseNorms: Float64Array.of(1, 1, 1),
  })),
});

const signs = Float32Array.of(1, 0, -1);

describe('element types', () => {
  for (const [what, parts] of [
    ['the smallest subnormal float32', scaled('float32', 2 ** -149)],
    ['the smallest subnormal float32 of an image', scaled('float32', 2 ** -149, [1, 1])],
    ['a float64 far below float32', scaled('float64', 1e-300)],
  ] as const) {
    it(`${what} counts as active, its negative and zero do not`, async () => {
      await withModelFile(parts, async (path) => {
        for (const options of [() => ({}), withDistance]) {
          await withRunner(path, options, async ({ runner }) => {
            const { sites } = await runner.run(signs, 1);
            assert.deepEqual(sites[0].codes, Float32Array.of(1));
            assert.deepEqual(sites[0].counts, Float64Array.of(1, 0, 0));
          });
        }
      });
    });
  }

  for (const name of ['float16', 'float64']) {
    it(`a ${name} model is fed and read in its own type`, async () => {
      const options = () => ({ values: ['z', 'x', 'z'] });
      await withRunner(join(fixtures, `${name}.onnx`), options, async ({ structure, runner }) => {
        assert.equal(structure.sites[0].preActivation, 'z');
        const input = Float32Array.of(0.5, -1, 2, -0.25, 1.5, 0);
        const { values, sites } = await runner.run(input, 2);
        const [z, x, again] = values;
        assert.deepEqual(x, input);
        assert.deepEqual(again, z);
        assert.deepEqual(runner.valueWidths, [4, 3, 4]);
        const active = new Float64Array(4);
        z.forEach((item, index) => (active[index % 4] += item > 0 ? 1 : 0));
        assert.deepEqual(sites[0].counts, active);
      });
    });
  }
});
