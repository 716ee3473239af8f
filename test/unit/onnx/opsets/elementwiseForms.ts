import { node } from '../../../../src/onnx/schema/writeModel.ts';
import { exactly, floats, ints } from '../float64/operatorModel.ts';
import { asFloat, bytes, image, latest, one, row, scalar, FormTable } from './operatorForm.ts';

const table = new FormTable();

table.addEach(
  `Abs Acos Acosh:9 Asin Asinh:9 Atan Atanh:9 Ceil Celu:12 Cos Cosh:9 Elu Erf:9 Exp Floor Gelu:20 HardSigmoid HardSwish:14
   Identity LeakyRelu Log LpNormalization Mish:18 Neg Reciprocal Relu Round:11 Selu Sigmoid Sign:9 Sin Sinh:9 Softplus
   Softsign Sqrt Swish:24 Tan Tanh ThresholdedRelu:10 Flatten`,
  row,
  (op) => one(op),
);
table.addEach(
  'GlobalAveragePool GlobalLpPool GlobalMaxPool MeanVarianceNormalization:9 Det:11',
  image,
  (op) => one(op),
);
table.addEach('Shrink:9', row, (op) => one(op, [], { bias: { float: 0.5 } }));
for (const op of ['Softmax', 'LogSoftmax', 'Hardmax']) {
  // Before 13 all axes from this one on are normalised together.
  table.add(op, [7, 11, 13, latest], [1, 3, 4], () => one(op, [], { axis: 1 }));
}
table.addEach('IsNaN:9 IsInf:10', row, (op) => ({ nodes: [node(op, ['x'], ['b']), asFloat('b')] }));
table.addEach('Add Sub Mul Div Pow Max:8 Min:8 Sum Mean:8 PRelu', row, (op) =>
  one(op, ['c'], {}, [exactly('c', [1, 4], [0.5, 1, 2, 3])]),
);
table.addEach('Equal:7 Greater Less GreaterOrEqual:12 LessOrEqual:12', row, (op) => ({
  nodes:
    op === 'Equal'
      ? [node('Cast', ['x'], ['whole'], { to: 7 }), node(op, ['whole', 'c'], ['b']), asFloat('b')]
      : [node(op, ['x', 'c'], ['b']), asFloat('b')],
  constants: [op === 'Equal' ? ints('c', [0, 1, -1, 0]) : floats('c', [4])],
}));
table.addEach('And Or Xor', row, (op) => ({
  nodes: [
    node('Greater', ['x', 'zero'], ['p']),
    node('Less', ['x', 'half'], ['q']),
    node(op, ['p', 'q'], ['b']),
    asFloat('b'),
  ],
  constants: [scalar('zero', 0), scalar('half', 0.5)],
}));
table.addEach('Not', row, (op) => ({
  nodes: [node('Greater', ['x', 'zero'], ['p']), node(op, ['p'], ['b']), asFloat('b')],
  constants: [scalar('zero', 0)],
}));
table.addEach('BitShift:11 BitwiseAnd:18 BitwiseOr:18 BitwiseXor:18', row, (op) => ({
  nodes: [
    node('Abs', ['x'], ['positive']),
    node('Cast', ['positive'], ['whole'], { to: 2 }),
    node(op, ['whole', 'c'], ['b'], op === 'BitShift' ? { direction: 'LEFT' } : {}),
    asFloat('b'),
  ],
  constants: [bytes('c', [4], [1, 2, 3, 1])],
}));
table.addEach('BitwiseNot:18', row, (op) => ({
  nodes: [node('Cast', ['x'], ['whole'], { to: 6 }), node(op, ['whole'], ['b']), asFloat('b')],
}));
table.addEach('ArgMax ArgMin', [1, 3, 4], (op) => ({
  nodes: [node(op, ['x'], ['i'], { axis: 2 }), asFloat('i')],
}));

/** Operators on single elements, and those that compare and choose. */
export const elementwiseForms = table.forms;
