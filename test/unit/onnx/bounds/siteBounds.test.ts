import { strict as assert } from 'node:assert';
import { certifiedUnits } from '../../../../src/engine/hyperplanes/certifiedUnits.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { type InputBox, siteBounds } from '../../../../src/onnx/bounds/siteBounds.ts';
import { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile } from '../runner/modelFile.ts';
import { zooModel } from '../zoo/zooOracle.ts';

const boundsOf = async (path: string, box: InputBox) => {
  const model = await openModel(path);
  try {
    return (await siteBounds(model, await analyseStructure(model), box))!;
  } finally {
    await model.close();
  }
};

const cube = (length: number, half: number): InputBox => ({
  lower: new Float64Array(length).fill(-half),
  upper: new Float64Array(length).fill(half),
});

/** z = W x + b of 2 inputs, then a second layer on relu(z). */
const twoLayers = (bias: readonly number[]) => ({
  inputs: [value('x', 'float32', ['N', 2])],
  outputs: [value('y', 'float32', ['N', 2])],
  initializers: [
    initializer('w', 'float32', [2, 3], Float32Array.of(1, 0, 2, -1, 0, 0)),
    initializer('b', 'float32', [3], Float32Array.from(bias)),
    initializer('w2', 'float32', [3, 2], Float32Array.of(1, -1, 1, -1, 1, -1)),
    initializer('b2', 'float32', [2], Float32Array.of(0.5, -0.25)),
  ],
  nodes: [
    node('Gemm', ['x', 'w', 'b'], ['z']),
    node('Relu', ['z'], ['a']),
    node('Gemm', ['a', 'w2', 'b2'], ['z2']),
    node('Relu', ['z2'], ['y']),
  ],
});

describe('siteBounds', () => {
  it('is w·c + b ± |w|·r at the first layer', async () => {
    const [first] = await withModelFile(twoLayers([1, 0, -3]), (path) =>
      boundsOf(path, cube(2, 1)),
    );
    [-1, 0, -5].forEach((bound, i) => assert.ok(Math.abs(first.lower[i] - bound) < 1e-12));
    [3, 0, -1].forEach((bound, i) => assert.ok(Math.abs(first.upper[i] - bound) < 1e-12));
  });

  it('certifies units that no input of the box can switch, a zero row with zero bias among them', async () => {
    const found = await withModelFile(twoLayers([1, 0, -3]), (path) => boundsOf(path, cube(2, 1)));
    const [first, second] = found.map(({ site, lower, upper }) =>
      certifiedUnits(site, lower, upper),
    );
    assert.deepEqual(first.dead, { count: 2, units: [1, 2] });
    assert.deepEqual(first.alwaysOn, { count: 0, units: [] });
    assert.deepEqual(second.alwaysOn, { count: 1, units: [0] });
    assert.deepEqual(second.dead, { count: 1, units: [1] });
  });

  it('certifies a clip by its own corners: below the lower one dead, between both always on', async () => {
    // z lies in [-1, 3], [3.5, 3.5] and [1, 5] on the cube.
    const { nodes, initializers, ...parts } = twoLayers([1, 3.5, 3]);
    const corners = (low: number, high: number) => ({
      ...parts,
      nodes: nodes.map((each, i) => (i === 1 ? node('Clip', ['z', 'low', 'high'], ['a']) : each)),
      initializers: [
        ...initializers,
        initializer('low', 'float32', [], Float32Array.of(low)),
        initializer('high', 'float32', [], Float32Array.of(high)),
      ],
    });
    const unitsFor = async (low: number, high: number) => {
      const [first] = await withModelFile(corners(low, high), (path) => boundsOf(path, cube(2, 1)));
      const { dead, alwaysOn } = certifiedUnits(first.site, first.lower, first.upper);
      return [dead.units, alwaysOn.units];
    };
    assert.deepEqual(await unitsFor(0, 6), [[], [1, 2]]);
    assert.deepEqual(await unitsFor(-2, 4), [[], [0, 1]]);
    assert.deepEqual(await unitsFor(3.75, 8), [[0, 1], []]);
    assert.deepEqual(await unitsFor(0, 3.25), [[], []]);
  });

  it('has nothing to bound in a model without a switch', async () => {
    const { nodes, ...parts } = twoLayers([1, 0, -3]);
    const linear = { ...parts, nodes: [nodes[0], node('Gemm', ['z', 'w2', 'b2'], ['y'])] };
    assert.deepEqual(await withModelFile(linear, (path) => boundsOf(path, cube(2, 1))), []);
  });

  it('does not certify a unit whose boundary only touches the box', async () => {
    const found = await withModelFile(twoLayers([1, 0, -2]), (path) => boundsOf(path, cube(2, 1)));
    const { dead, alwaysOn } = certifiedUnits(found[0].site, found[0].lower, found[0].upper);
    assert.deepEqual([dead.units, alwaysOn.units], [[1], []]);
  });

  for (const name of ['resnet', 'mobilenet', 'densenet', 'unet', 'autoencoder', 'keras-convnet']) {
    it(`encloses every pre-activation of ${name} at points of the box`, async () => {
      const model = await openModel(zooModel(name));
      const structure = await analyseStructure(model);
      const network = await Float64Network.open(model, structure);
      try {
        const rng = randomGenerator(5);
        const box = cube(network.inputLength, 0.5);
        const bounds = (await siteBounds(model, structure, box))!;
        const rows = 40;
        // Corners reach furthest.
        const points = Float64Array.from({ length: rows * network.inputLength }, (_, i) =>
          i < (rows / 2) * network.inputLength ? Math.sign(rng.normal()) / 2 : rng.uniform() - 0.5,
        );
        for (const [index, { site, lower, upper }] of bounds.entries()) {
          const z = await network.evaluate(points, rows, index);
          assert.equal(z.length, rows * site.width);
          const isOutside = z.some(
            (each, i) => each < lower[i % site.width] || each > upper[i % site.width],
          );
          assert.ok(!isOutside, `site ${site.name}`);
        }
      } finally {
        await network.close();
        await model.close();
      }
    });
  }
});
