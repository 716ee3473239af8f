import { strict as assert } from 'node:assert';
import { analyseStructure } from '../../../src/onnx/analyseStructure.ts';
import { readLayerWeights } from '../../../src/onnx/layerWeights.ts';
import { openModel } from '../../../src/onnx/openModel.ts';
import { rowOf } from '../../../src/engine/linalg/matrix.ts';
import { randomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import type { LayerWeights } from '../../../src/onnx/structure.ts';
import { initializer, node, value } from '../../../src/onnx/schema/writeModel.ts';
import { sharedPath } from '../../support/sharedData.ts';
import { expectedStructures, fixture } from './fixtureOracle.ts';
import { withModelFile } from './runner/modelFile.ts';

/** The oracle's impulse responses subtract two float64 evaluations, so they carry a few rounding errors of size 1e-15. */
const tolerance = 1e-12;

const assertClose = (found: Float64Array, expected: readonly number[], what: string): void => {
  assert.equal(found.length, expected.length, what);
  found.forEach((value, i) => {
    const error = Math.abs(value - expected[i]);
    assert.ok(error <= tolerance * Math.max(1, Math.abs(expected[i])), `${what}[${String(i)}]`);
  });
};

const firstLayerWeights = (name: string): Promise<LayerWeights> => firstWeightsOf(fixture(name));

const firstWeightsOf = async (path: string): Promise<LayerWeights> => {
  const model = await openModel(path);
  try {
    return await readLayerWeights(model, (await analyseStructure(model)).layers[0]);
  } finally {
    await model.close();
  }
};

describe('readLayerWeights', () => {
  for (const [name, { layers }] of expectedStructures) {
    it(`gives the impulse responses of every layer of ${name}`, async () => {
      const model = await openModel(fixture(name));
      const found = (await analyseStructure(model)).layers;
      for (const [i, expected] of layers.entries()) {
        const { weights, bias } = await readLayerWeights(model, found[i]);
        assert.deepEqual([weights.rows, weights.columns], [expected.units, expected.fanIn]);
        assertClose(weights.data, expected.weights, `weights of ${expected.name}`);
        assertClose(bias, expected.bias, `bias of ${expected.name}`);
      }
      await model.close();
    });
  }

  it('names node and tensor of a NaN weight', async () => {
    await assert.rejects(firstLayerWeights('nan-weight'), {
      name: 'UserError',
      message: /node "dense" has the value NaN in its tensor "w" \(element 5\)/,
    });
  });

  it('takes any transB but 0 for a transposition, as the runtime does', async () => {
    const read = (transB: number): Promise<unknown> => {
      const parts = {
        inputs: [value('x', 'float32', ['N', 3])],
        outputs: [value('y', 'float32', ['N', 4])],
        initializers: [
          initializer(
            'w',
            'float32',
            [4, 3],
            Float32Array.from({ length: 12 }, (_, i) => i),
          ),
        ],
        nodes: [node('Gemm', ['x', 'w'], ['z'], { transB }), node('Relu', ['z'], ['y'])],
      };
      return withModelFile(parts, firstWeightsOf);
    };
    assert.deepEqual(await read(127), await read(1));
  });

  it('folds a BatchNormalization into hyperplanes |β|/‖w‖ from the mean it took away, through it for β = 0 (geometry-spec D2)', async () => {
    const [inputs, units] = [5, 4];
    const rng = randomGenerator(7);
    const numbers = (count: number) => Float32Array.from({ length: count }, () => rng.normal());
    const [w, b, beta, center] = [numbers(20), numbers(units), numbers(units), numbers(inputs)];
    beta.fill(0, 0, 2);
    // What the layer makes of the mean of its inputs is the mean of what it makes of them.
    const mean = b.map((sum, unit) =>
      center.reduce((total, x, i) => total + x * w[i * units + unit], sum),
    );
    const parts = {
      inputs: [value('x', 'float32', ['N', inputs])],
      outputs: [value('y', 'float32', ['N', units])],
      initializers: [
        initializer('w', 'float32', [inputs, units], w),
        initializer('b', 'float32', [units], b),
        initializer('gamma', 'float32', [units], Float32Array.of(0.5, -2, 3, -1)),
        initializer('beta', 'float32', [units], beta),
        initializer('mean', 'float32', [units], mean),
        initializer('variance', 'float32', [units], Float32Array.of(0.1, 1, 4, 9)),
      ],
      nodes: [
        node('Gemm', ['x', 'w', 'b'], ['z']),
        node('BatchNormalization', ['z', 'gamma', 'beta', 'mean', 'variance'], ['n']),
        node('Relu', ['n'], ['y']),
      ],
    };
    const { weights, bias } = await withModelFile(parts, firstWeightsOf);
    for (let unit = 0; unit < units; unit++) {
      const row = rowOf(weights, unit);
      const norm = Math.hypot(...row);
      const distance = Math.abs(center.reduce((sum, x, i) => sum + x * row[i], bias[unit])) / norm;
      const error = Math.abs(distance - Math.abs(beta[unit]) / norm);
      // The mean is stored in float32.
      assert.ok(error <= 1e-6, `unit ${String(unit)}: ${String(distance)}`);
    }
  });

  it('refuses a convolution whose operands have changed places', async () => {
    const parts = {
      inputs: [value('x', 'float32', ['N', 3, 4, 4])],
      outputs: [value('y', 'float32', ['N', 6, 4, 4])],
      initializers: [
        initializer('b', 'float32', [6], new Float32Array(6)),
        initializer('w', 'float32', [6, 3, 1, 1], new Float32Array(18)),
      ],
      nodes: [node('Conv', ['b', 'w', 'x'], ['z']), node('Relu', ['z'], ['y'])],
    };
    await assert.rejects(withModelFile(parts, firstWeightsOf), {
      name: 'UserError',
      message: /the weights of "z" are 6 numbers where its 6 units need 3 each/,
    });
  });

  it('refuses a BatchNormalization whose variance makes weights infinite or NaN', async () => {
    await assert.rejects(firstLayerWeights('negative-variance'), {
      name: 'UserError',
      message: /behind "dense" \(up to "v"\) gives weights that are not finite/,
    });
  });

  it('reads mnist-net_256x2 with the mean row norms that were measured elsewhere', async function () {
    const path = sharedPath('models', 'mnist-net_256x2.onnx');
    if (path === undefined) return this.skip();
    const model = await openModel(path);
    const { layers } = await analyseStructure(model);
    const means: number[] = [];
    for (const layer of layers.slice(0, 2)) {
      const { weights } = await readLayerWeights(model, layer);
      const norms = Array.from({ length: weights.rows }, (_, unit) =>
        Math.hypot(...rowOf(weights, unit)),
      );
      means.push(norms.reduce((sum, norm) => sum + norm, 0) / norms.length);
    }
    await model.close();
    [4.145666, 1.880053].forEach((expected, i) => {
      assert.ok(
        Math.abs(means[i] / expected - 1) < 1e-6,
        `layer ${String(i)}: ${String(means[i])}`,
      );
    });
  });
});
