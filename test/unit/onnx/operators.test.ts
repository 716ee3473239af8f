import { strict as assert } from 'node:assert';
import { ort } from '../../../src/onnx/ort.ts';
import { operatorOf } from '../../../src/onnx/operators.ts';
import { modelBytes, node, value } from '../../../src/onnx/schema/writeModel.ts';
import { standardOperators } from './fixtureOracle.ts';

/** Points k/32 in [−4, 4]: exact in float32, so differences of an affine piece vanish up to rounding. */
const step = 1 / 32;
const points = Float32Array.from({ length: 257 }, (_, k) => k * step - 4);

/** The operator's values at `points`, by ONNX Runtime, with default attributes except those given. */
const graphOf = async (op: string, attributes: object): Promise<Float32Array> => {
  const bytes = modelBytes({
    nodes: [node(op, ['x'], ['y'], attributes as Record<string, { float: number }>)],
    inputs: [value('x', 'float32', ['N'])],
    outputs: [value('y', 'float32', ['N'])],
    initializers: [],
  });
  const session = await ort().InferenceSession.create(bytes, { executionProviders: ['cpu'] });
  const { y } = await session.run({ x: new (ort().Tensor)('float32', points, [points.length]) });
  await session.release();
  return y!.data as Float32Array;
};

type Shape = 'affine' | 'cpwl-elementwise' | 'discontinuous' | 'curved';

/** Rounding of values up to 60 (exp 4) in second differences, and well below step² · curvature of every smooth operator here. */
const flat = 2e-5;

/** Tells the class from values alone: where the slope changes, and by how much the value leaps between neighbours. */
const observed = (values: Float32Array): Shape => {
  let bends = 0;
  let leap = 0;
  for (let k = 1; k + 1 < values.length; k++) {
    if (Math.abs(values[k + 1]! - 2 * values[k]! + values[k - 1]!) > flat) bends++;
    leap = Math.max(leap, Math.abs(values[k + 1]! - values[k]!));
  }
  if (bends === 0) return 'affine';
  if (bends > values.length / 4) return 'curved';
  // A slope of at most 1 crosses at most `step` between neighbours.
  return leap > 2 * step ? 'discontinuous' : 'cpwl-elementwise';
};

describe('the operator table', () => {
  it('has a row for every operator of the standard domain', () => {
    assert.deepEqual(
      standardOperators.filter((op) => !operatorOf('', op)),
      [],
    );
  });

  const cases: readonly (readonly [string, object?])[] = [
    ['Identity'],
    ['Neg'],
    ['Relu'],
    ['LeakyRelu'],
    ['Abs'],
    ['Clip'],
    ['HardSigmoid'],
    ['Shrink', { bias: { float: 0.5 } }],
    ['ThresholdedRelu'],
    ['Sign'],
    ['Floor'],
    ['Round'],
    ['HardSwish'],
    ['Sigmoid'],
    ['Tanh'],
    ['Softplus'],
    ['Softsign'],
    ['Exp'],
    ['Erf'],
    ['Elu'],
    ['Selu'],
    ['Celu'],
    ['Sin'],
    ['Atan'],
  ];
  for (const [op, attributes = {}] of cases) {
    it(`classifies ${op} as its values behave`, async () => {
      const declared = operatorOf('', op)!.class;
      const shape = observed(await graphOf(op, attributes));
      if (shape === 'affine') {
        // Clip without bounds is the identity; both classes leave exactness alone.
        assert.ok(declared.startsWith('affine') || op === 'Clip');
      } else if (shape === 'curved') {
        assert.ok(declared === 'smooth' || declared === 'piecewise-quadratic');
      } else assert.equal(declared, shape);
    });
  }
});
