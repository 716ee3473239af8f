import { initializer, node } from '../../../../src/onnx/schema/writeModel.ts';
import { floats, ints } from '../float64/operatorModel.ts';
import { image, one, row, scalar, truth, FormTable } from './operatorForm.ts';

const table = new FormTable();

table.addEach('AveragePool MaxPool:8 LpPool', image, (op) =>
  one(op, [], { kernel_shape: [2, 2], strides: [2, 1], pads: [0, 1, 1, 0] }),
);
table.addEach('Conv', image, (op) =>
  one(op, ['w', 'b'], {}, [floats('w', [3, 2, 2, 2]), floats('b', [3])]),
);
table.addEach('ConvTranspose', image, (op) =>
  one(op, ['w'], { strides: [2, 2] }, [floats('w', [2, 3, 2, 2])]),
);
table.addEach('Gemm', row, (op) =>
  one(op, ['w', 'c'], { transB: 1, alpha: { float: 0.5 }, beta: { float: 2 } }, [
    floats('w', [3, 4]),
    floats('c', [3]),
  ]),
);
table.addEach('MatMul', row, (op) => one(op, ['w'], {}, [floats('w', [4, 3])]));
table.addEach('Einsum:12', [1, 3, 4], (op) =>
  one(op, ['w'], { equation: 'btd,dk->btk' }, [floats('w', [4, 2])]),
);
table.addEach('Concat', row, (op) => one(op, ['c'], { axis: 1 }, [floats('c', [1, 2])]));
table.addEach('Transpose', [1, 3, 4], (op) => one(op, [], { perm: [0, 2, 1] }));
table.addEach('DepthToSpace', [1, 4, 2, 2], (op) => one(op, [], { blocksize: 2 }));
table.addEach('SpaceToDepth', image, (op) => one(op, [], { blocksize: 2 }));
table.addEach('Gather', row, (op) => one(op, ['i'], { axis: 1 }, [ints('i', [2, 0, 2])]));
table.addEach('GatherElements:11', row, (op) =>
  one(op, ['i'], { axis: 1 }, [initializer('i', 'int64', [1, 2], BigInt64Array.of(3n, 0n))]),
);
table.addEach('GatherND:11', row, (op) =>
  one(op, ['i'], {}, [initializer('i', 'int64', [1, 2], BigInt64Array.of(0n, 2n))]),
);
table.addEach('Reshape', row, (op) => one(op, ['s'], {}, [ints('s', [0, 2, 2])]));
table.addEach('Expand:8', [1, 1, 4], (op) => one(op, ['s'], {}, [ints('s', [1, 3, 4])]));
table.addEach('Tile', row, (op) => one(op, ['s'], {}, [ints('s', [1, 2])]));
table.addEach('Compress:9', row, (op) =>
  one(op, ['c'], { axis: 1 }, [truth('c', [4], [1, 0, 1, 1])]),
);
table.addEach('Where:9', row, (op) => ({
  nodes: [node(op, ['c', 'x', 'z'], ['y'])],
  constants: [truth('c', [4], [1, 0, 1, 1]), scalar('z', 0.5)],
}));
table.addEach('ScatterElements:11 Scatter:9:10', row, (op) =>
  one(op, ['i', 'u'], { axis: 1 }, [
    initializer('i', 'int64', [1, 2], BigInt64Array.of(3n, 0n)),
    floats('u', [1, 2]),
  ]),
);
table.addEach('ScatterND:11', row, (op) =>
  one(op, ['i', 'u'], {}, [
    initializer('i', 'int64', [1, 2], BigInt64Array.of(0n, 2n)),
    floats('u', [1]),
  ]),
);
table.addEach('TensorScatter:24', [1, 1, 4, 2], (op) =>
  one(op, ['u'], {}, [floats('u', [1, 1, 2, 2])]),
);
table.addEach('ReverseSequence:10', [1, 3, 2], (op) =>
  one(op, ['n'], { batch_axis: 0, time_axis: 1 }, [ints('n', [2])]),
);
table.addEach('CenterCropPad:18', [1, 5, 4], (op) =>
  one(op, ['s'], { axes: [1, 2] }, [ints('s', [3, 6])]),
);
table.addEach('Trilu:14', [1, 3, 3], (op) => one(op));
table.addEach('CumSum:11 CumProd:26', row, (op) =>
  one(op, ['axis'], {}, [initializer('axis', 'int64', [], BigInt64Array.of(1n))]),
);
table.addEach('EyeLike:9', [1, 3], (op) => ({
  nodes: [node(op, ['x'], ['e']), node('Add', ['e', 'x'], ['y'])],
}));
table.addEach('Shape Size', row, (op) => ({
  nodes: [
    node(op, ['x'], ['n']),
    ...(op === 'Shape' ? [node('Gather', ['n', 'last'], ['one'])] : []),
    node('Cast', [op === 'Shape' ? 'one' : 'n'], ['f'], { to: 1 }),
    node('Div', ['x', 'f'], ['y']),
  ],
  constants: [ints('last', [1])],
}));
table.addEach('LRN', image, (op) => one(op, [], { size: 3 }));
table.addEach('InstanceNormalization', image, (op) =>
  one(op, ['s', 'b'], {}, [floats('s', [2]), floats('b', [2])]),
);
table.addEach('GroupNormalization:21', image, (op) =>
  one(op, ['s', 'b'], { num_groups: 2 }, [floats('s', [2]), floats('b', [2])]),
);
table.addEach('LayerNormalization:17', row, (op) => one(op, ['s'], {}, [floats('s', [4])]));
table.addEach('RMSNormalization:23', row, (op) => one(op, ['s'], {}, [floats('s', [4])]));
table.addEach('RNN LSTM GRU', [1, 3, 2], (op) => {
  const gates = { RNN: 1, LSTM: 4, GRU: 3 }[op]!;
  return {
    nodes: [
      node('Transpose', ['x'], ['steps'], { perm: [1, 0, 2] }),
      node(op, ['steps', 'w', 'r'], ['h'], { hidden_size: 2 }),
      node('Transpose', ['h'], ['y'], { perm: [2, 0, 1, 3] }),
    ],
    constants: [floats('w', [1, 2 * gates, 2]), floats('r', [1, 2 * gates, 2])],
  };
});

/** Layers, changes of layout and normalisations. */
export const layerForms = table.forms;
