import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { exactPath } from '../../../../src/engine/regions/path/exactPath.ts';
import { decisions } from '../../../../src/engine/regions/path/decisions.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { initializer, node } from '../../../../src/onnx/schema/writeModel.ts';
import { rawValues } from '../runner/modelFile.ts';
import { cases } from './operatorCases.ts';
import { type Case, floats, one, rng, withTwin } from './operatorModel.ts';

describe('float64 twins of operators', () => {
  for (const each of cases) {
    it(`computes ${each.name} as ONNX Runtime does`, async () => {
      await withTwin(each, async (network, bytes) => {
        assert.equal(network.sites.length, each.sites);
        const data = Float32Array.from({ length: network.inputLength }, () => rng.normal());
        const raw = await rawValues(bytes, ['y'], { x: { data, dims: each.input } });
        const expected = raw.get('y')?.data ?? [];
        const found = await network.evaluate(Float64Array.from(data), 1, network.sites.length);
        assert.equal(found.length, expected.length);
        expected.forEach((number, i) => {
          assert.ok(
            Math.abs(found[i] - number) <= 1e-5 * (1 + Math.abs(number)),
            `${i}: ${found[i]} for ${number}`,
          );
        });
      });
    });
  }

  for (const each of cases.filter(({ sites }) => sites > 0)) {
    it(`bends at the knots of a path through ${each.name}, and nowhere else`, async () => {
      await withTwin(each, async (network) => {
        const random = () => Float64Array.from({ length: network.inputLength }, () => rng.normal());
        const line = await network.restrict(random(), [random()]);
        const path = await exactPath(line);
        const { knots, scores } = path;
        const width = network.outputWidth;
        // Affine between knots: a forward pass in the middle of every piece gives the mean of its ends.
        const middles = Float64Array.from(knots.slice(1), ({ t }, i) => (t + knots[i].t) / 2);
        const found = await line.evaluate(middles, middles.length, network.sites.length);
        for (let i = 0; i < found.length; i++) {
          assert.ok(Math.abs(found[i] - (scores[i] + scores[i + width]) / 2) < 1e-12);
        }
        assert.equal(decisions(path).classes.length, path.regions);
        await line.close();
      });
    });
  }

  const refused: readonly (readonly [Case, RegExp])[] = [
    [
      {
        name: 'a product of data',
        input: [1, 4],
        sites: 0,
        nodes: [node('Mul', ['x', 'x'], ['y'])],
      },
      /\(Mul\).*multiplies values of the data/,
    ],
    [{ name: 'a jump', input: [1, 4], sites: 0, nodes: one('Floor') }, /\(Floor\)/],
    [
      {
        name: 'a smooth operator',
        input: [1, 4],
        sites: 0,
        nodes: [node('Tanh', ['x'], ['t']), node('Add', ['t', 'x'], ['y'])],
      },
      /\(Tanh\).*smooth/,
    ],
    [
      {
        name: 'Shrink that jumps',
        input: [1, 4],
        sites: 0,
        nodes: one('Shrink', [], { lambd: { float: 0.5 } }),
      },
      /\(Shrink\).*jumps/,
    ],
    [
      {
        name: 'scattering that adds up',
        input: [1, 4],
        sites: 0,
        opset: 16,
        nodes: one('ScatterElements', ['i', 'u'], { axis: 1, reduction: 'add' }),
        constants: [
          initializer('i', 'int64', [1, 2], BigInt64Array.of(0n, 0n)),
          floats('u', [1, 2]),
        ],
      },
      /\(ScatterElements\).*combines several numbers/,
    ],
  ];
  for (const [each, message] of refused) {
    it(`refuses ${each.name} and names the node`, async () => {
      await assert.rejects(
        withTwin(each, () => Promise.resolve()),
        message,
      );
    });
  }
});

describe('the float64 twin of a model in float16', () => {
  it('is accepted within the rounding of float16', async () => {
    const path = join(import.meta.dirname, '../../../fixtures/onnx/float16.onnx');
    const model = await openModel(path);
    try {
      const network = await Float64Network.open(model, await analyseStructure(model));
      assert.ok(network.sites.length > 0);
      await network.close();
    } finally {
      await model.close();
    }
  });
});
