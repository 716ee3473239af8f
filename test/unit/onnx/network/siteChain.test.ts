import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { isSiteChain } from '../../../../src/onnx/network/siteChain.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';

const fixtures = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'onnx');

async function check(name: string, reversed = false): Promise<boolean> {
  const model = await openModel(join(fixtures, `${name}.onnx`));
  try {
    const { sites } = await analyseStructure(model);
    const order = reversed ? sites.toReversed() : sites;
    return isSiteChain(model, order, model.graph.inputs[0].name);
  } finally {
    await model.close();
  }
}

describe('isSiteChain', () => {
  it('sees layers one after the other', async () => {
    assert.ok(await check('spec-N555'));
    assert.ok(await check('conv-bn-relu'));
  });

  it('sees sums that skip a layer', async () => {
    assert.ok(!(await check('residual-sums')));
  });

  it('sees sites out of order', async () => {
    assert.ok(!(await check('spec-N555', true)));
  });
});
