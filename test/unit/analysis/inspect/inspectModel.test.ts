import { strict as assert } from 'node:assert';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { inspectLayers } from '../../../../src/analysis/inspect/inspectLayers.ts';
import { inspectModel } from '../../../../src/analysis/inspect/inspectModel.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { fixture } from '../../onnx/fixtureOracle.ts';
import { withModelFile } from '../../onnx/runner/modelFile.ts';

describe('inspectModel', () => {
  it('lists every node with its class, its shape and whether it depends on the data', async () => {
    const { nodes, layers, piecewiseLinear } = await inspectModel({
      model: fixture('conv-bn-relu'),
    });
    assert.deepEqual(
      nodes.map(({ op, class: kind }) => `${op} ${kind}`),
      [
        'Conv affine-fold',
        'BatchNormalization affine-fold',
        'Relu cpwl-elementwise',
        'GlobalAveragePool affine-fold',
        'Flatten affine-routing',
        'Gemm affine-fold',
        'Softmax smooth',
      ],
    );
    assert.deepEqual(nodes[0]!.shape, ['N', 4, 6, 6]);
    assert.ok(nodes.every(({ dependsOnData }) => dependsOnData));
    assert.deepEqual(
      layers.map(({ layer, node, nonlinearity }) => [layer, node, nonlinearity]),
      [
        ['conv', 0, 'Relu'],
        ['head', 5, null],
      ],
    );
    assert.equal(piecewiseLinear, true);
  });

  it('lists a graph that cannot be analysed and says why it cannot', async () => {
    const parts = {
      inputs: [value('flag', 'bool', ['N'])],
      outputs: [value('y', 'bool', ['N'])],
      initializers: [],
      nodes: [node('Not', ['flag'], ['y'])],
    };
    const inspection = await withModelFile(parts, (model) => inspectModel({ model }));
    assert.deepEqual(
      inspection.nodes.map(({ op }) => op),
      ['Not'],
    );
    assert.deepEqual(inspection.layers, []);
    assert.match(inspection.limits[0]!.effect, /has no input of numbers/);
  });
});

describe('inspectLayers', () => {
  const model = fixture('conv-bn-relu');

  it('measures the layers asked for as a diagnosis does', async () => {
    const report = await diagnose({ model, parts: ['hyperplanes'] }, silentProgress);
    const weightsAlone = report.hyperplanes!.layers.map(
      ({ activationRate, dead, alwaysOn, boundaryDistance, perUnit, ...rest }) => {
        void [activationRate, dead, alwaysOn, boundaryDistance];
        const { norm, bias, originDistance } = perUnit!;
        return { ...rest, perUnit: { norm, bias, originDistance, activationRate: null } };
      },
    );
    const all = await inspectLayers({ model, first: 0, count: 99 }, silentProgress);
    const last = await inspectLayers({ model, first: 1, count: 1 }, silentProgress);
    assert.deepEqual(all.layers, weightsAlone);
    assert.deepEqual(last.layers, weightsAlone.slice(1));
  });

  it('stops after one layer when there is no time', async () => {
    const { layers } = await inspectLayers(
      { model, first: 0, count: 9, budgetMs: 0 },
      silentProgress,
    );
    assert.equal(layers.length, 1);
  });

  it('names a layer whose weights cannot be read, and measures the others', async () => {
    const { layers, limits } = await inspectLayers(
      { model: fixture('nan-weight'), first: 0, count: 9 },
      silentProgress,
    );
    assert.deepEqual(layers[0], { layer: limits[0]!.node, unread: true });
    assert.match(limits[0]!.effect, /NaN/);
  });
});
