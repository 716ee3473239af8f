import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { validateReport } from '../../../../src/report/validateReport.ts';
import { withModelFile } from '../../onnx/runner/modelFile.ts';

const wine = join(import.meta.dirname, '../../../../media/samples/wine');
const features = 13;
const units = 4;

/** Four units on the first feature of the wine data, in (11, 15): one silent there, one always on, two that switch. */
const model = {
  inputs: [value('x', 'float32', ['N', features])],
  outputs: [value('y', 'float32', ['N', units])],
  initializers: [
    initializer(
      'w',
      'float32',
      [features, units],
      Float32Array.from({ length: features * units }, (_, i) => (i < units ? 1 : 0)),
    ),
    initializer('b', 'float32', [units], Float32Array.of(-20, -5, -13, -12.5)),
  ],
  nodes: [node('Gemm', ['x', 'w', 'b'], ['z'], {}), node('Relu', ['z'], ['y'])],
};

/** Layers of one unit, the first the sum of the features, which are positive, the others copies: every unit is always on. */
const chain = (layers: number) => ({
  inputs: [value('x', 'float32', ['N', features])],
  outputs: [value(`a${String(layers - 1)}`, 'float32', ['N', 1])],
  initializers: [
    initializer('w0', 'float32', [features, 1], new Float32Array(features).fill(1)),
    initializer('w', 'float32', [1, 1], Float32Array.of(1)),
  ],
  nodes: Array.from({ length: layers }, (_, i) => [
    node('Gemm', i === 0 ? ['x', 'w0'] : [`a${String(i - 1)}`, 'w'], [`z${String(i)}`], {}),
    node('Relu', [`z${String(i)}`], [`a${String(i)}`]),
  ]).flat(),
});

const reportOf = (path: string, withData: boolean) =>
  diagnose(
    {
      model: path,
      parts: ['hyperplanes'],
      ...(withData && { train: { samples: join(wine, 'train.csv') } }),
    },
    silentProgress,
  ).then((report) => {
    assert.deepEqual(validateReport(report), []);
    return report;
  });

const layerOf = async (path: string, withData: boolean) =>
  (await reportOf(path, withData)).hyperplanes!.layers[0]!;

describe('certified activity', () => {
  it('proves units silent or always on over the range of the data, apart from what was seen', async () => {
    const { dead, alwaysOn } = await withModelFile(model, (path) => layerOf(path, true));
    assert.deepEqual(dead!.certified, { count: 1, units: [0] });
    assert.deepEqual(alwaysOn!.certified, { count: 1, units: [1] });
    assert.ok(dead!.certified!.units.every((unit) => dead!.units.includes(unit)));
  });

  it('proves nothing from seeded random inputs, whose range means nothing', async () => {
    const { dead } = await withModelFile(model, (path) => layerOf(path, false));
    assert.equal(dead!.certified, undefined);
  });

  it('says behind which layer of a deep network nothing was bounded', async () => {
    const { model, hyperplanes } = await withModelFile(chain(66), (path) => reportOf(path, true));
    assert.equal(model.limits.filter(({ effect }) => /not bounded/.test(effect)).length, 1);
    const proved = hyperplanes!.layers.map(({ alwaysOn }) => alwaysOn!.certified?.count);
    assert.deepEqual(proved, [...new Array<number>(64).fill(1), undefined, undefined]);
  });
});
