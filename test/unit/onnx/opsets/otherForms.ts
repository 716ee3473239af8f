import { create } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
} from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { initializer, node } from '../../../../src/onnx/schema/writeModel.ts';
import { exactly, floats, ints } from '../float64/operatorModel.ts';
import { asFloat, bytes, image, latest, one, row, scalar, FormTable } from './operatorForm.ts';

const table = new FormTable();

table.addEach('QuantizeLinear:10', row, (op) => ({
  nodes: [node(op, ['x', 's', 'z'], ['q']), node('DequantizeLinear', ['q', 's', 'z'], ['y'])],
  constants: [scalar('s', 0.1), bytes('z', [], [128])],
}));
table.addEach('DequantizeLinear:10', row, (op) => ({
  nodes: [node(op, ['q', 's', 'z'], ['c']), node('Add', ['x', 'c'], ['y'])],
  constants: [bytes('q', [4], [1, 128, 200, 255]), scalar('s', 0.1), bytes('z', [], [128])],
}));
table.addEach('DynamicQuantizeLinear:11', row, (op) => ({
  nodes: [
    node(op, ['x'], ['q', 's', 'z']),
    node('Cast', ['q'], ['f'], { to: 1 }),
    node('Mul', ['f', 's'], ['y']),
  ],
}));
table.addEach('MatMulInteger:10', row, (op) => ({
  nodes: [
    node('QuantizeLinear', ['x', 's', 'z'], ['q']),
    node(op, ['q', 'w', 'z'], ['i']),
    asFloat('i'),
  ],
  constants: [
    scalar('s', 0.1),
    bytes('z', [], [128]),
    bytes('w', [4, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
  ],
}));
table.addEach('ConvInteger:10', image, (op) => ({
  nodes: [
    node('QuantizeLinear', ['x', 's', 'z'], ['q']),
    node(op, ['q', 'w', 'z'], ['i']),
    asFloat('i'),
  ],
  constants: [scalar('s', 0.1), bytes('z', [], [128]), bytes('w', [1, 2, 1, 1], [3, 4])],
}));
table.addEach('QLinearMatMul:10', row, (op) => ({
  nodes: [
    node('QuantizeLinear', ['x', 's', 'z'], ['q']),
    node(op, ['q', 's', 'z', 'w', 's', 'z', 's', 'z'], ['i']),
    node('DequantizeLinear', ['i', 's', 'z'], ['y']),
  ],
  constants: [
    scalar('s', 0.1),
    bytes('z', [], [128]),
    bytes('w', [4, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
  ],
}));
table.addEach('QLinearConv:10', image, (op) => ({
  nodes: [
    node('QuantizeLinear', ['x', 's', 'z'], ['q']),
    node(op, ['q', 's', 'z', 'w', 's', 'z', 's', 'z'], ['i']),
    node('DequantizeLinear', ['i', 's', 'z'], ['y']),
  ],
  constants: [scalar('s', 0.1), bytes('z', [], [128]), bytes('w', [1, 2, 1, 1], [3, 4])],
}));
table.addEach('OneHot:9', row, (op) => ({
  nodes: [node('ArgMax', ['x'], ['i'], { axis: 1, keepdims: 0 }), node(op, ['i', 'n', 'v'], ['y'])],
  constants: [ints('n', [4]), exactly('v', [2], [0, 1])],
}));
table.addEach('NonZero:9', row, (op) => ({
  nodes: [
    node(op, ['x'], ['i']),
    node('Cast', ['i'], ['f'], { to: 1 }),
    node('ReduceMax', ['f'], ['m'], { keepdims: 0 }),
    node('Add', ['x', 'm'], ['y']),
  ],
}));
table.addEach('Unique:11', row, (op) => ({
  nodes: [
    node(op, ['x'], ['u']),
    node('ReduceMax', ['u'], ['m'], { keepdims: 0 }),
    node('Add', ['x', 'm'], ['y']),
  ],
}));
table.addEach('Mod:10', row, (op) =>
  one(op, ['c'], { fmod: 1 }, [exactly('c', [4], [0.5, 1, 2, 3])]),
);
table.addEach('GridSample:16', image, (op) =>
  one(op, ['g'], {}, [exactly('g', [1, 1, 2, 2], [0, 0, 0.5, -0.5])]),
);
table.addEach('AffineGrid:20', [1, 2, 3], (op) => one(op, ['n'], {}, [ints('n', [1, 1, 2, 2])]));
table.addEach('RoiAlign:10', image, (op) =>
  one(op, ['r', 'i'], {}, [exactly('r', [1, 4], [0, 0, 2, 2]), ints('i', [0])]),
);
table.addEach('MaxRoiPool', image, (op) =>
  one(op, ['r'], { pooled_shape: [1, 1] }, [exactly('r', [1, 5], [0, 0, 0, 2, 2])]),
);
table.addEach('NonMaxSuppression:10', [1, 2, 4], (op) => ({
  nodes: [
    node(op, ['x', 's', 'n'], ['i']),
    node('Cast', ['i'], ['f'], { to: 1 }),
    node('ReduceSum', ['f'], ['m'], { keepdims: 0 }),
    node('Add', ['x', 'm'], ['y']),
  ],
  constants: [exactly('s', [1, 1, 2], [0.5, 0.6]), ints('n', [2])],
}));
table.addEach('MaxUnpool:9', image, (op) => ({
  nodes: [
    node('MaxPool', ['x'], ['p', 'i'], { kernel_shape: [2, 2], strides: [2, 2] }),
    node(op, ['p', 'i'], ['y'], { kernel_shape: [2, 2], strides: [2, 2] }),
  ],
}));
table.addEach('DeformConv:19', image, (op) =>
  one(op, ['w', 'o'], {}, [floats('w', [2, 2, 1, 1]), floats('o', [1, 2, 4, 4])]),
);
table.addEach('Col2Im:18', [1, 8, 4], (op) =>
  one(op, ['n', 'k'], {}, [ints('n', [3, 3]), ints('k', [2, 2])]),
);
table.addEach('Attention:23', [1, 3, 4], (op) =>
  one(op, ['x', 'x'], { q_num_heads: 2, kv_num_heads: 2 }),
);
table.addEach('RotaryEmbedding:23', [1, 2, 3, 4], (op) =>
  one(op, ['c', 's'], {}, [floats('c', [1, 3, 2]), floats('s', [1, 3, 2])]),
);
table.addEach('NegativeLogLikelihoodLoss:12', row, (op) =>
  one(op, ['t'], { reduction: 'none' }, [ints('t', [1])]),
);
table.addEach('SoftmaxCrossEntropyLoss:12', row, (op) =>
  one(op, ['t'], { reduction: 'none' }, [ints('t', [1])]),
);
table.addEach('RandomNormalLike RandomUniformLike Bernoulli:15 Multinomial', row, (op) => {
  if (op === 'Multinomial')
    return { nodes: [node(op, ['x'], ['i'], { sample_size: 2 }), asFloat('i')] };
  if (op !== 'Bernoulli')
    return { nodes: [node(op, ['x'], ['r']), node('Add', ['x', 'r'], ['y'])] };
  return { nodes: [node('Sigmoid', ['x'], ['p']), node(op, ['p'], ['y'])] };
});
table.addEach('RandomNormal RandomUniform', row, (op) => ({
  nodes: [node(op, [], ['r'], { shape: [4] }), node('Add', ['x', 'r'], ['y'])],
}));
table.addEach('HannWindow:17 HammingWindow:17 BlackmanWindow:17', row, (op) => ({
  nodes: [node(op, ['n'], ['w']), node('Mul', ['x', 'w'], ['y'])],
  constants: [initializer('n', 'int64', [], BigInt64Array.of(4n))],
}));
table.addEach('MelWeightMatrix:17', row, (op) => ({
  nodes: [
    node(op, ['bins', 'length', 'rate', 'low', 'high'], ['w']),
    node('MatMul', ['x', 'w'], ['y']),
  ],
  constants: [
    ['bins', 2],
    ['length', 6],
    ['rate', 8000],
  ]
    .map(([name, n]) => initializer(String(name), 'int64', [], BigInt64Array.of(BigInt(n))))
    .concat(scalar('low', 0), scalar('high', 4000)),
}));
table.addEach('Range:11', row, (op) => ({
  nodes: [node(op, ['from', 'to', 'by'], ['r']), node('Add', ['x', 'r'], ['y'])],
  constants: [scalar('from', 0), scalar('to', 4), scalar('by', 1)],
}));
table.addEach('ConstantOfShape:9', row, (op) => {
  const made = node(op, ['n'], ['filled']);
  made.attribute.push(
    create(AttributeProtoSchema, {
      name: 'value',
      type: AttributeType.TENSOR,
      t: exactly('', [1], [0.75]),
    }),
  );
  return { nodes: [node('Shape', ['x'], ['n']), made, node('Add', ['x', 'filled'], ['y'])] };
});
table.add('Shape', [15, latest], row, () => ({
  nodes: [
    node('Shape', ['x'], ['n'], { start: 1 }),
    node('Cast', ['n'], ['f'], { to: 1 }),
    node('Div', ['x', 'f'], ['y']),
  ],
}));
table.addEach('Constant', row, (op) => {
  const made = node(op, [], ['c']);
  made.attribute.push(
    create(AttributeProtoSchema, { name: 'value', type: AttributeType.TENSOR, t: floats('', [4]) }),
  );
  return { nodes: [made, node('Add', ['x', 'c'], ['y'])] };
});
table.addEach('Cast CastLike:15', row, (op) =>
  op === 'Cast'
    ? { nodes: [node(op, ['x'], ['d'], { to: 11 }), asFloat('d')] }
    : {
        nodes: [node(op, ['x', 'd'], ['e']), asFloat('e')],
        constants: [initializer('d', 'float64', [1], Float64Array.of(0))],
      },
);
table.add('DFT', [17, 20, latest], [1, 4, 1], (opset) =>
  opset < 20
    ? one('DFT', [], { axis: 1 })
    : one('DFT', ['', 'axis'], {}, [initializer('axis', 'int64', [], BigInt64Array.of(1n))]),
);
table.addEach('STFT:17', [1, 8], (op) =>
  one(
    op,
    ['step', '', 'n'],
    {},
    ['step', 'n'].map((name) => initializer(name, 'int64', [], BigInt64Array.of(4n))),
  ),
);

/** Quantised arithmetic, detection, random numbers, and what is made from shapes. */
export const otherForms = table.forms;
