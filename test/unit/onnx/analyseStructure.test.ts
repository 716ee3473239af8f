import { strict as assert } from 'node:assert';
import { analyseStructure } from '../../../src/onnx/analyseStructure.ts';
import { openModel } from '../../../src/onnx/openModel.ts';
import { type ActivationSite, type NetworkStructure } from '../../../src/onnx/structure.ts';
import { type GraphParts, node, value } from '../../../src/onnx/schema/writeModel.ts';
import { sharedPath } from '../../support/sharedData.ts';
import { expectedStructures, fixture } from './fixtureOracle.ts';
import { withModelFile } from './runner/modelFile.ts';
import { zooModel } from './zoo/zooOracle.ts';

const structureOf = async (path: string, input?: string): Promise<NetworkStructure> => {
  const model = await openModel(path);
  try {
    return await analyseStructure(model, input === undefined ? {} : { input });
  } finally {
    await model.close();
  }
};

/** In the oracle's words: the node is known by its name, infinite bounds are null. */
const plainSite = (site: ActivationSite): object => {
  const { name, op, preActivation, output, unitAxis, code, exactness } = site;
  const fields = { name, op, preActivation, output, unitAxis, code, exactness };
  return JSON.parse(JSON.stringify(fields)) as object;
};

describe('analyseStructure', () => {
  for (const [name, expected] of expectedStructures) {
    it(`finds the layers, sites and limits of ${name}`, async () => {
      const found = await structureOf(fixture(name));
      assert.deepEqual(
        found.layers.map(({ name, op, output, unitAxis, site, units, fanIn }) => {
          return { name, op, output, unitAxis, site: site?.name ?? null, units, fanIn };
        }),
        expected.layers.map(({ name, op, output, unitAxis, site, units, fanIn }) => {
          return { name, op, output, unitAxis, site, units, fanIn };
        }),
      );
      assert.deepEqual(found.sites.map(plainSite), expected.sites);
      assert.equal(found.logits, expected.logits);
      assert.equal(found.piecewiseLinear, expected.piecewiseLinear);
      assert.deepEqual(
        found.limits.map(({ op, node }) => [op, node]),
        expected.limits,
      );
    });
  }

  it('gives resnet_2b six layers with sites in ReLU order, through both residual sums', async function () {
    const path = sharedPath('models', 'resnet_2b.onnx');
    if (path === undefined) return this.skip();
    const { layers, sites } = await structureOf(path);
    const names = ['Conv_0', 'Conv_2', 'Conv_4', 'Conv_8', 'Conv_10', 'Gemm_14'];
    assert.deepEqual(
      sites.map((site) => site.name),
      names,
    );
    assert.deepEqual(
      layers.filter((layer) => layer.site).map((layer) => layer.name),
      names,
    );
    assert.equal(sites[2]?.preActivation, '23');
  });

  it('calls nodes without a name after their output', async () => {
    const { layers, sites } = await structureOf(fixture('unnamed-nodes'));
    assert.deepEqual([layers[0]?.name, sites[0]?.name], ['z', 'z']);
  });

  it('takes all float inputs as data unless one is chosen', async () => {
    const both = await structureOf(fixture('two-float-inputs'));
    const one = await structureOf(fixture('two-float-inputs'), 'x');
    assert.deepEqual(
      both.layers.map((layer) => layer.site?.preActivation),
      ['s'],
    );
    assert.deepEqual(
      one.layers.map((layer) => layer.site?.preActivation),
      ['s'],
    );
    const other = await structureOf(fixture('two-float-inputs'), 'extra');
    assert.equal(other.layers.length, 0);
  });

  it('lists the inputs when the chosen one does not exist', async () => {
    await assert.rejects(structureOf(fixture('two-float-inputs'), 'z'), {
      name: 'UserError',
      message: /no float input named "z": choose one of "x", "extra"/,
    });
  });

  it('takes whole numbers for the data where no input is real', async () => {
    const { layers } = await structureOf(fixture('tokens'));
    assert.ok(layers.length > 0);
  });

  it('refuses a model without an input of numbers, naming what it has', async () => {
    const parts: GraphParts = {
      inputs: [value('flag', 'bool', ['N'])],
      outputs: [value('y', 'bool', ['N'])],
      initializers: [],
      nodes: [node('Not', ['flag'], ['y'])],
    };
    await withModelFile(parts, (path) =>
      assert.rejects(structureOf(path), {
        name: 'UserError',
        message: /has no input of numbers \(inputs: "flag": bool\)/,
      }),
    );
  });

  it('refuses a model whose output does not depend on its input', async () => {
    await assert.rejects(structureOf(fixture('constant-output')), {
      name: 'UserError',
      message: /no output depends on the analysed input/,
    });
  });

  it('describes the products whose weights are no matrix: Einsum, and one matrix a head', async () => {
    const { layers, limits, piecewiseLinear } = await structureOf(zooModel('attention-einsum'));
    assert.ok(piecewiseLinear);
    assert.deepEqual(limits, []);
    assert.deepEqual(
      layers.map(({ name, op, units, fanIn, site }) => [name, op, units, fanIn, site?.op]),
      [
        ['project', 'Einsum', 6, 6, undefined],
        ['unproject', 'Einsum', 6, 6, undefined],
        ['heads', 'MatMul', 8, 6, undefined],
        ['dense', 'Einsum', 5, 6, 'Relu'],
      ],
    );
  });

  it('says what is unknown about an operator, a local function and a sub-graph', async () => {
    const effects = await Promise.all(
      ['custom-operator', 'foreign-function', 'if-body'].map(
        async (name) => (await structureOf(fixture(name))).limits[0]?.effect ?? '',
      ),
    );
    assert.match(effects[0], /unknown operator of the domain "acme"/);
    assert.match(effects[1], /function defined inside the model/);
    assert.match(effects[2], /sub-graphs are not analysed/);
  });
});
