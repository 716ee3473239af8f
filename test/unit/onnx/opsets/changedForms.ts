import { node } from '../../../../src/onnx/schema/writeModel.ts';
import { exactly, floats, ints } from '../float64/operatorModel.ts';
import { image, latest, one, row, scalar, withFloats, FormTable } from './operatorForm.ts';

const table = new FormTable();

table.add('Clip', [7, 11, latest], row, (opset) =>
  opset < 11
    ? one('Clip', [], { min: { float: -0.5 }, max: { float: 0.75 } })
    : one('Clip', ['low', 'high'], {}, [scalar('low', -0.5), scalar('high', 0.75)]),
);
table.add('Dropout', [7, 12, latest], row, (opset) =>
  opset < 12
    ? one('Dropout', [], { ratio: { float: 0.25 } })
    : one('Dropout', ['ratio'], {}, [scalar('ratio', 0.25)]),
);
table.add('BatchNormalization', [7, 9, 14, latest], image, () =>
  one('BatchNormalization', ['s', 'b', 'm', 'v'], {}, [
    floats('s', [2]),
    floats('b', [2]),
    floats('m', [2]),
    exactly('v', [2], [0.5, 2]),
  ]),
);
table.add('Squeeze', [7, 13, latest], [1, 1, 4], (opset) =>
  opset < 13
    ? one('Squeeze', [], { axes: [1] })
    : one('Squeeze', ['axes'], {}, [ints('axes', [1])]),
);
table.add('Unsqueeze', [7, 13, latest], row, (opset) =>
  opset < 13
    ? one('Unsqueeze', [], { axes: [1] })
    : one('Unsqueeze', ['axes'], {}, [ints('axes', [1])]),
);
const reductions: readonly (readonly [string, number])[] = [
  ['ReduceSum', 13],
  ['ReduceMean', 18],
  ['ReduceMax', 18],
  ['ReduceMin', 18],
  ['ReduceL1', 18],
  ['ReduceL2', 18],
  ['ReduceLogSum', 18],
  ['ReduceLogSumExp', 18],
  ['ReduceProd', 18],
  ['ReduceSumSquare', 18],
];
for (const [op, moved] of reductions) {
  table.add(op, [7, moved, latest], [1, 3, 4], (opset) =>
    opset < moved
      ? one(op, [], { axes: [2], keepdims: 0 })
      : one(op, ['axes'], { keepdims: 0 }, [ints('axes', [2])]),
  );
}
table.add('Pad', [7, 11, latest], row, (opset) =>
  opset < 11
    ? one('Pad', [], { pads: [0, 1, 0, 2], value: { float: 0.5 } })
    : one('Pad', ['p', 'v'], {}, [ints('p', [0, 1, 0, 2]), scalar('v', 0.5)]),
);
table.add('Slice', [7, 10, latest], row, (opset) =>
  opset < 10
    ? one('Slice', [], { axes: [1], starts: [1], ends: [3] })
    : one('Slice', ['a', 'b', 'axes'], {}, [ints('a', [1]), ints('b', [3]), ints('axes', [1])]),
);
table.add('Split', [7, 13, 18, latest], row, (opset) => {
  const split =
    opset < 13
      ? node('Split', ['x'], ['p', 'q'], { axis: 1, split: [1, 3] })
      : node('Split', ['x', 's'], ['p', 'q'], { axis: 1 });
  return {
    nodes: [split, node('Concat', ['q', 'p'], ['y'], { axis: 1 })],
    ...(opset >= 13 && { constants: [ints('s', [1, 3])] }),
  };
});
table.add('TopK', [7, 10, 11, latest], row, (opset) =>
  opset < 10
    ? { nodes: [node('TopK', ['x'], ['y', 'i'], { k: 2, axis: 1 })] }
    : { nodes: [node('TopK', ['x', 'k'], ['y', 'i'], { axis: 1 })], constants: [ints('k', [2])] },
);
const scales = exactly('s', [4], [1, 1, 2, 2]);
table.add('Upsample', [7, 9], image, (opset) =>
  opset < 9
    ? {
        nodes: [
          withFloats(node('Upsample', ['x'], ['y'], { mode: 'nearest' }), 'scales', [1, 1, 2, 2]),
        ],
      }
    : one('Upsample', ['s'], { mode: 'linear' }, [scales]),
);
table.add('Resize', [10, 11, 13, latest], image, (opset) =>
  opset < 11
    ? one('Resize', ['s'], { mode: 'nearest' }, [scales])
    : one(
        'Resize',
        [opset < 13 ? 'roi' : '', 's'],
        { mode: 'linear', coordinate_transformation_mode: 'half_pixel' },
        [scales, exactly('roi', [0], [])],
      ),
);

/** Operators one of whose attributes became an input. */
export const changedForms = table.forms;
