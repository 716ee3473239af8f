import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import {
  type GraphParts,
  initializer,
  node,
  value,
} from '../../../../../src/onnx/schema/writeModel.ts';
import type { HyperplanesSection } from '../../../../../src/report/report.ts';
import { validateReport } from '../../../../../src/report/validateReport.ts';
import { digitsRequest } from '../../../../support/sampleRequest.ts';
import { withModelFile } from '../../../onnx/runner/modelFile.ts';

const [features, units, rows] = [3, 4, 41];
const rng = randomGenerator(5);
const normals = (length: number) => Float32Array.from({ length }, () => rng.normal());
const [weights, bias, data] = [normals(features * units), normals(units), normals(rows * features)];
// The last unit has no hyperplane.
for (let i = 0; i < features; i++) weights[i * units + units - 1] = 0;

/** relu(prepared · W + b) · V, where `prepared` is made of x by the first nodes. */
function network(first: GraphParts['nodes'], prepared: string): GraphParts {
  return {
    nodes: [
      ...first,
      node('MatMul', [prepared, 'w'], ['product']),
      node('Add', ['product', 'b'], ['z']),
      node('Relu', ['z'], ['a']),
      node('MatMul', ['a', 'v'], ['z2']),
      node('Relu', ['z2'], ['y']),
    ],
    inputs: [value('x', 'float32', ['N', features])],
    outputs: [value('y', 'float32', ['N', 2])],
    initializers: [
      initializer('w', 'float32', [features, units], weights),
      initializer('b', 'float32', [units], bias),
      initializer('v', 'float32', [units, 2], normals(units * 2)),
      initializer('two', 'float32', [], Float32Array.of(2)),
    ],
  };
}

/** Pre-activations of the first layer, unit by unit, in plain float64 loops. */
function preActivations(): number[][] {
  return Array.from({ length: units }, (_, unit) =>
    Array.from({ length: rows }, (_, row) => {
      let sum = bias[unit]!;
      for (let i = 0; i < features; i++) {
        sum += data[row * features + i]! * weights[i * units + unit]!;
      }
      return sum;
    }),
  );
}

function near(actual: number | null, expected: number): void {
  assert.ok(Math.abs(actual! - expected) <= 1e-5 * Math.max(1, Math.abs(expected)));
}

describe('details of units', () => {
  let folder = '';
  let samples = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'units-'));
    samples = join(folder, 'rows.csv');
    const lines = Array.from({ length: rows }, (_, row) =>
      data.subarray(row * features, (row + 1) * features).join(),
    );
    await writeFile(samples, `${lines.join('\n')}\n`);
  });
  after(() => rm(folder, { recursive: true }));

  const hyperplanesOf = (parts: GraphParts): Promise<HyperplanesSection> =>
    withModelFile(parts, async (model) => {
      const report = await diagnose({ model, test: { samples } }, silentProgress);
      assert.deepEqual(validateReport(report), []);
      return report.hyperplanes!;
    });

  it('are those of plain loops over the samples', async () => {
    const { layers, samplePictures } = await hyperplanesOf(network([], 'x'));
    const { extremes } = layers[0]!.perUnit!;
    const { perUnit, samples: named, activations } = extremes!.top;
    assert.deepEqual([perUnit, samplePictures], [5, undefined]);
    preActivations().forEach((z, unit) => {
      const sorted = [...z].sort((a, b) => b - a);
      for (let i = 0; i < perUnit; i++) {
        near(activations[unit * perUnit + i]!, sorted[i]!);
        near(z[named[unit * perUnit + i]!]!, sorted[i]!);
      }
      if (unit === units - 1) return assert.equal(extremes!.nearest[unit], null);
      const row = Array.from({ length: features }, (_, i) => weights[i * units + unit]!);
      const distances = z.map((each) => Math.abs(each) / Math.hypot(...row));
      near(extremes!.nearest[unit]!, Math.min(...distances));
      near(extremes!.mean[unit]!, distances.reduce((a, b) => a + b) / rows);
    });
  });

  it('are distances in the input where the layer reads it as it is, else in the layer', async () => {
    const spaces = async (parts: GraphParts) =>
      (await hyperplanesOf(parts)).layers.map(({ perUnit }) => perUnit!.extremes!.space);
    assert.deepEqual(await spaces(network([], 'x')), ['input', 'layer']);
    const flattened = [node('Flatten', ['x'], ['flat'])];
    assert.deepEqual(await spaces(network(flattened, 'flat')), ['input', 'layer']);
    const halved = [node('Div', ['x', 'two'], ['half'])];
    assert.deepEqual(await spaces(network(halved, 'half')), ['layer', 'layer']);
  });

  it('show kernels of the layer that reads images, where its units are active, and the first sample of every unit', async () => {
    const report = await diagnose({ ...digitsRequest, parts: ['hyperplanes'] }, silentProgress);
    const { layers, samplePictures } = report.hyperplanes!;
    assert.deepEqual(
      layers.map(({ perUnit }) => perUnit?.weights?.length ?? 0),
      [8, 0, 0, 0, 0],
    );
    const { height, width, channels } = layers[0]!.perUnit!.weights![0]!;
    assert.deepEqual([height, width, channels], [3, 3, 1]);
    // By position the rates of a convolution's unit average to its rate, but for rounding to bytes.
    for (const { perUnit } of layers.slice(0, 2)) {
      perUnit!.rateMaps!.forEach(({ pixels }, unit) => {
        const bytes = Buffer.from(pixels, 'base64');
        const mean = bytes.reduce((sum, byte) => sum + byte / 255, 0) / bytes.length;
        assert.ok(Math.abs(mean - perUnit!.activationRate![unit]!) < 0.5 / 255);
      });
      assert.equal(perUnit!.rateMaps!.length, 8);
    }
    const pictured = samplePictures!.map(({ sample }) => sample);
    assert.deepEqual(
      pictured,
      [...new Set(pictured)].sort((a, b) => a - b),
    );
    for (const { perUnit } of layers) {
      const { samples: named = [], perUnit: k = 1 } = perUnit?.extremes?.top ?? {};
      for (let at = 0; at < named.length; at += k) assert.ok(pictured.includes(named[at]!));
    }
  });
});
