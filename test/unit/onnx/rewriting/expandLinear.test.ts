import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { readLayerWeights } from '../../../../src/onnx/layerWeights.ts';
import type { Model } from '../../../../src/onnx/model.ts';
import { textValues } from '../../../../src/onnx/network/textValues.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { scanNumerics } from '../../../../src/onnx/runner/numericScan.ts';
import { node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { rawValues, withModelFile, withRunner } from '../runner/modelFile.ts';

interface Expected {
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[];
  readonly scores: readonly (readonly number[])[];
}

const folder = join(import.meta.dirname, '../../../fixtures/zoo');
const { rows, ...models } = JSON.parse(
  readFileSync(join(folder, 'classical-oracle.json'), 'utf8'),
) as { rows: number[][] } & Record<string, Expected>;
/** Weights and scores are rounded to float32 in the file and on the way. */
const tolerance = 2e-5;

function assertNear(found: ArrayLike<number>, expected: readonly number[], what: string): void {
  assert.equal(found.length, expected.length, what);
  const scale = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, i) => {
    assert.ok(Math.abs(found[i]! - value) < tolerance * scale, `${what}[${i}]: ${found[i]}`);
  });
}

async function withModel(name: string, use: (model: Model) => Promise<void>): Promise<void> {
  const model = await openModel(join(folder, `${name}.onnx`));
  try {
    await use(model);
  } finally {
    await model.close();
  }
}

describe('expandLinear', () => {
  for (const [name, { weights, bias, scores }] of Object.entries(
    models as Record<string, Expected>,
  )) {
    it(`finds the hyperplanes of ${name} that scikit-learn has`, () =>
      withModel(name, async (model) => {
        const structure = await analyseStructure(model);
        assert.ok(structure.piecewiseLinear);
        assert.equal(structure.layers.length, 1);
        const found = await readLayerWeights(model, structure.layers[0]!);
        assertNear(found.weights.data, weights.flat(), 'weights');
        assertNear(found.bias, bias, 'bias');
      }));

    it(`computes the scores of ${name}, in float32 and in float64`, async () => {
      const path = join(folder, `${name}.onnx`);
      await withRunner(
        path,
        () => ({}),
        async ({ runner, model, structure }) => {
          const { logits } = await runner.run(Float32Array.from(rows.flat()), rows.length);
          assertNear(logits!, scores.flat(), 'scores');
          const network = await Float64Network.open(model, structure, {});
          const line = await network.restrict(Float64Array.from(rows[0]!), [new Float64Array(4)]);
          assertNear(await line.evaluate(Float64Array.of(0), 1, 0), scores[0]!, 'float64 scores');
          await line.close();
          await network.close();
        },
      );
    });
  }

  it('keeps what the runtime makes of the scores, and the names of the classes', () =>
    withModel('sklearn-logistic', async (model) => {
      const row = Float32Array.from(rows[5]!);
      const feeds = { float_input: { data: row, dims: [1, 4] } };
      const file = readFileSync(join(folder, 'sklearn-logistic.onnx'));
      const [raw, own] = [
        await rawValues(file, ['probability_tensor'], feeds),
        await rawValues(model.encoded()!, ['probability_tensor', 'label/winner'], feeds),
      ];
      const probabilities = raw.get('probability_tensor')!.data;
      assertNear(own.get('probability_tensor')!.data, probabilities, 'probabilities');
      const winner = probabilities.indexOf(Math.max(...probabilities));
      assert.deepEqual(own.get('label/winner')!.data, [winner]);
    }));

  it('leaves names of classes out where numbers are looked at', () =>
    withModel('sklearn-logistic', async (model) => {
      const texts = textValues(model);
      assert.deepEqual([...texts], ['label/labels', 'label/found', 'label', 'output_label']);
      const row = Float32Array.from(rows[0]!);
      const ranges = await scanNumerics(model, row, { input: 'float_input', sampleShape: [4] });
      const scanned = ranges.map(({ op }) => op);
      assert.ok(scanned.includes('Gemm') && scanned.includes('ArgMax'));
      assert.ok(!scanned.includes('ArrayFeatureExtractor'));
    }));

  it('opens models whose nodes are named as what every object has, and with more targets than weights', async () => {
    const names = [...Object.getOwnPropertyNames(Object.prototype), 'LinearRegressor'];
    for (const domain of ['ai.onnx.ml', 'com.microsoft', '']) {
      const nodes = names.map((op) => ({
        ...node(op, ['x'], [`${op}/y`], { targets: 2 ** 40 }),
        domain,
      }));
      const parts = {
        nodes,
        initializers: [],
        inputs: [value('x', 'float32', ['N', 2])],
        outputs: [value('LinearRegressor/y', 'float32', ['N', 1])],
      };
      await withModelFile(parts, async (path) => {
        const model = await openModel(path);
        assert.deepEqual(
          model.graph.nodes.map(({ op }) => op),
          names,
        );
        await model.close();
      });
    }
  });
});
