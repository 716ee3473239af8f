import { strict as assert } from 'node:assert';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { type Model } from '../../../../src/onnx/model.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { allOperators, operatorOf } from '../../../../src/onnx/operators.ts';
import { modelBytes, value } from '../../../../src/onnx/schema/writeModel.ts';
import { type NetworkStructure } from '../../../../src/onnx/structure.ts';
import { standardOperators } from '../fixtureOracle.ts';
import { rawValues, withModelFile } from '../runner/modelFile.ts';
import type { OperatorForm } from './operatorForm.ts';
import { operatorForms } from './operatorForms.ts';

/** Not of the published standard: experiments of long ago, aliases inside the runtime, and what came after its newest version. */
const unpublished = new Set(
  `Affine Scale ImageScaler Crop BitCast ParametricSoftplus ScaledTanh SimplifiedLayerNormalization GRUUnit GivenTensorFill
   ConstantFill ImageDecoder ATen`.split(/\s+/),
);

/** Piecewise linear, but without an exact twin: what they pool or make is not known before the model runs. */
const withoutTwin = new Set(
  'MaxRoiPool HannWindow HammingWindow BlackmanWindow MelWeightMatrix'.split(' '),
);

/** Taken apart into others when the model is opened. */
const takenApart = new Set(['QLinearMatMul', 'QLinearConv', 'DynamicQuantizeLinear']);

describe('operators of the standard domain, in the first version of theirs and in the latest', () => {
  it('are all here', () => {
    const written = new Set(operatorForms.map(({ op }) => op));
    const known = allOperators().flatMap(({ domain, op }) => (domain === '' ? [op] : []));
    const missing = new Set([...known, ...standardOperators].filter((op) => !written.has(op)));
    assert.deepEqual(missing, unpublished);
  });

  for (const form of operatorForms) {
    it(`${form.op} is classed and evaluated alike in the operator sets ${form.opsets.join(', ')}`, async () => {
      for (const opset of form.opsets) await check(form, opset);
    });
  }
});

async function check(form: OperatorForm, opset: number): Promise<void> {
  const bytes = bytesOf(form, opset);
  await withModelFile(bytes, async (path) => {
    const model = await openModel(path);
    try {
      const structure = await analyseStructure(model);
      checkClass(form, structure, opset);
      if (structure.piecewiseLinear) await checkTwin(form, model, structure, bytes);
    } finally {
      await model.close();
    }
  });
}

/** The class says whether the operator is among the limits; a switch code, that it is a site of that kind. */
function checkClass({ op }: OperatorForm, structure: NetworkStructure, opset: number): void {
  const operator = operatorOf('', op)!;
  const { limits, sites, piecewiseLinear } = structure;
  const isExact = /^(affine|cpwl|shape)/.test(operator.class);
  const isTerminal = limits.some(
    (limit) => limit.op === op && /left out at the end/.test(limit.effect),
  );
  const label = `${op}, operator set ${opset}`;
  assert.equal(piecewiseLinear, isExact || isTerminal, label);
  if (!isExact && !takenApart.has(op))
    assert.ok(
      limits.some((limit) => limit.op === op),
      label,
    );
  const site = sites.find((each) => each.op === op);
  assert.equal(site?.code.kind, isTerminal ? undefined : operator.code, label);
}

async function checkTwin(
  { op, input }: OperatorForm,
  model: Model,
  structure: NetworkStructure,
  bytes: Uint8Array,
): Promise<void> {
  if (withoutTwin.has(op)) {
    await assert.rejects(Float64Network.open(model, structure), { name: 'UserError' });
    return;
  }
  const network = await Float64Network.open(model, structure);
  try {
    const data = Float32Array.from(
      { length: network.inputLength },
      (_, i) => 0.9 * Math.sin(3 * i + 1),
    );
    const { logits } = structure;
    const expected = (await rawValues(bytes, [logits], { x: { data, dims: input } })).get(logits)!;
    const found = await network.evaluate(Float64Array.from(data), 1, network.sites.length);
    assert.equal(found.length, expected.data.length);
    expected.data.forEach((number, i) => {
      // float32 against float64.
      assert.ok(Math.abs(found[i] - number) <= 1e-5 * (1 + Math.abs(number)), `element ${i}`);
    });
  } finally {
    await network.close();
  }
}

function bytesOf({ input, write }: OperatorForm, opset: number): Uint8Array {
  const { nodes, constants = [] } = write(opset);
  const output = value('y', 'float32', []);
  // Rank and type of y are the runtime's to infer.
  delete output.type;
  const parts = { nodes, inputs: [value('x', 'float32', input)], outputs: [output] };
  return modelBytes({ ...parts, initializers: constants }, opset);
}
