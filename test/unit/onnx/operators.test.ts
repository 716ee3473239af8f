import { strict as assert } from 'node:assert';
import { ort } from '../../../src/onnx/ort.ts';
import { allOperators, operatorOf } from '../../../src/onnx/operators.ts';
import { modelBytes, node, value } from '../../../src/onnx/schema/writeModel.ts';
import { runtimeOperators, standardOperators } from './fixtureOracle.ts';

/** Points k/32 in [−4, 4]: exact in float32, so differences of an affine piece vanish up to rounding. */
const step = 1 / 32;
const points = Float32Array.from({ length: 257 }, (_, k) => k * step - 4);

/** The operator's values at `points`, by ONNX Runtime, with default attributes except those given. */
const graphOf = async (op: string, attributes: object): Promise<Float32Array> => {
  const parts = {
    nodes: [node(op, ['x'], ['y'], attributes as Record<string, { float: number }>)],
    inputs: [value('x', 'float32', ['N'])],
    outputs: [value('y', 'float32', ['N'])],
    initializers: [],
  };
  const bytes = modelBytes(parts, 18);
  const session = await ort().InferenceSession.create(bytes, { executionProviders: ['cpu'] });
  const { y } = await session.run({ x: new (ort().Tensor)('float32', points, [points.length]) });
  await session.release();
  return y.data as Float32Array;
};

type Shape = 'affine' | 'cpwl-elementwise' | 'discontinuous' | 'curved';

/** Rounding of values up to 60 (exp 4) in second differences, and well below step² · curvature of every smooth operator here. */
const flat = 2e-5;

/** Tells the class from values alone: where the slope changes, and by how much the value leaps between neighbours. */
const observed = (values: Float32Array): Shape => {
  let bends = 0;
  let leap = 0;
  for (let k = 1; k + 1 < values.length; k++) {
    if (Math.abs(values[k + 1] - 2 * values[k] + values[k - 1]) > flat) bends++;
    leap = Math.max(leap, Math.abs(values[k + 1] - values[k]));
  }
  if (bends === 0) return 'affine';
  if (bends > values.length / 4) return 'curved';
  // A slope of at most 1 crosses at most `step` between neighbours.
  return leap > 2 * step ? 'discontinuous' : 'cpwl-elementwise';
};

describe('the operator table', () => {
  it('has a row for every operator of the standard domain that onnx or the bundled runtime knows', () => {
    const known = [...standardOperators, ...runtimeOperators];
    assert.deepEqual(
      known.filter((op) => !operatorOf('', op)),
      [],
    );
  });

  it('has a soft band for every smooth switch and for no hard one', () => {
    for (const { op, operator } of allOperators()) {
      const isSoft = operator.code === 'soft-sign' || operator.class === 'piecewise-quadratic';
      assert.equal(operator.softBand !== undefined, isSoft, op);
    }
  });

  // How far the unit has switched on at x: y(x)/x of a gated unit, slope of one that bends, share of its rise of a step.
  const gate = (k: number, y: Float32Array): number => y[k] / points[k];
  const slope = (k: number, y: Float32Array): number => (y[k + 1] - y[k - 1]) / (2 * step);
  const rise = (k: number, y: Float32Array): number => (y[k] + 1) / 2;
  const softCases: readonly (readonly [string, (k: number, y: Float32Array) => number])[] = [
    ['Sigmoid', (k, y) => y[k]],
    ['Softplus', slope],
    ['Tanh', rise],
    ['Erf', rise],
    ['Elu', slope],
    ['Selu', (k, y) => slope(k, y) / 1.0507],
    ['Mish', gate],
  ];
  for (const [op, switched] of softCases) {
    it(`begins and ends the soft band of ${op} where it is a tenth and nine tenths on`, async () => {
      const [low, high] = operatorOf('', op)!.softBand!;
      const y = await graphOf(op, {});
      for (let k = 1; k + 1 < points.length; k++) {
        const x = points[k];
        // Between neighbouring points the degree changes by up to 1/32 of the steepest rise.
        if (x === 0 || Math.abs(x - low) < 2 * step || Math.abs(x - high) < 2 * step) continue;
        const degree = switched(k, y);
        assert.equal(degree > 0.1 && degree < 0.9, x > low && x < high, `${op} at ${x}: ${degree}`);
      }
    });
  }

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
