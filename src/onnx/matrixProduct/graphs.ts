import { initializer, modelBytes, node, value } from '../schema/writeModel.ts';

/** TensorProto.DataType. */
const int32 = 6;
const float64 = 11;

/** Element type the rows are stored in. */
export type RowType = 'float32' | 'float64';

/** rows [n, d], directions [q, d] → result [q, n / groupSize]: scores as one Gemm, then the least of each group. */
export function groupMinimaGraph(groupSize: number): Uint8Array {
  return modelBytes({
    nodes: [
      node('Gemm', ['directions', 'rows'], ['scores'], { transB: 1 }),
      node('Reshape', ['scores', 'grouped shape'], ['grouped']),
      node('ReduceMin', ['grouped'], ['result'], { axes: [2], keepdims: 0 }),
    ],
    inputs: [value('rows', 'float32', ['n', 'd']), value('directions', 'float32', ['q', 'd'])],
    outputs: [value('result', 'float32', ['q', 'g'])],
    // In Reshape, 0 keeps a dimension and -1 is what is left.
    initializers: [
      initializer('grouped shape', 'int64', [3], new BigInt64Array([0n, -1n, BigInt(groupSize)])),
    ],
  });
}

/** rows [n, d], directions [q, d], count [1] → products and places [q, count]: scores as one Gemm, then the least of each direction. */
export function leastProductsGraph(): Uint8Array {
  return modelBytes({
    nodes: [
      node('Gemm', ['directions', 'rows'], ['scores'], { transB: 1 }),
      node('TopK', ['scores', 'count'], ['products', 'long places'], {
        axis: -1,
        largest: 0,
        sorted: 0,
      }),
      // JavaScript would make a BigInt of each.
      node('Cast', ['long places'], ['places'], { to: int32 }),
    ],
    inputs: [
      value('rows', 'float32', ['n', 'd']),
      value('directions', 'float32', ['q', 'd']),
      value('count', 'int64', [1]),
    ],
    outputs: [value('products', 'float32', ['q', 'k']), value('places', 'int32', ['q', 'k'])],
    initializers: [],
  });
}

/** rows [n, d], centre [1, d], basis [k, d] → result [k, d]: basis · (rows − centre)ᵀ (rows − centre) in float64. */
export function scatterGraph(type: RowType): Uint8Array {
  return modelBytes({
    nodes: [
      ...centredNodes(type),
      node('Gemm', ['centred', 'basis'], ['scores'], { transB: 1 }),
      node('Gemm', ['scores', 'centred'], ['result'], { transA: 1 }),
    ],
    inputs: centredInputs(type),
    outputs: [value('result', 'float64', ['k', 'd'])],
    initializers: [],
  });
}

/** Columns [from, to) of a symmetric matrix of which only the part from row `from` on is computed. */
export interface Strip {
  readonly from: number;
  readonly to: number;
}

/**
 * rows [n, d], centre [d, 1] → result: strip after strip of the columns, (row − centre)[from, to)ᵀ (row − centre)[from, d) summed over the
 * rows in float64, each (to − from) × (d − from), row-major. The rows are transposed first, since strips are then cut without
 * moving anything twice and both factors of the products lie along their sums.
 */
export function scatterMatrixGraph(type: RowType, d: number, strips: readonly Strip[]): Uint8Array {
  const cut = (name: string, { from, to }: Strip) => ({
    nodes: [node('Slice', ['centred', `${name} from`, `${name} to`, 'columns'], [name])],
    initializers: [
      initializer(`${name} from`, 'int64', [1], BigInt64Array.of(BigInt(from))),
      initializer(`${name} to`, 'int64', [1], BigInt64Array.of(BigInt(to))),
    ],
  });
  const parts = strips.map((strip, i) => {
    const [head, tail] = [cut(`head${i}`, strip), cut(`tail${i}`, { from: strip.from, to: d })];
    return {
      nodes: [
        ...head.nodes,
        ...tail.nodes,
        node('Gemm', [`head${i}`, `tail${i}`], [`strip${i}`], { transB: 1 }),
        node('Reshape', [`strip${i}`, 'flat'], [`flat${i}`]),
      ],
      initializers: [...head.initializers, ...tail.initializers],
    };
  });
  const flats = strips.map((_, i) => `flat${i}`);
  return modelBytes({
    nodes: [
      node('Transpose', ['rows'], ['by column'], { perm: [1, 0] }),
      ...centredNodes(type, 'by column'),
      ...parts.flatMap(({ nodes }) => nodes),
      node('Concat', flats, ['result'], { axis: 0 }),
    ],
    inputs: [value('rows', type, ['n', 'd']), value('centre', 'float64', ['d', 1])],
    outputs: [value('result', 'float64', ['m'])],
    initializers: [
      initializer('columns', 'int64', [1], BigInt64Array.of(0n)),
      initializer('flat', 'int64', [1], BigInt64Array.of(-1n)),
      ...parts.flatMap(({ initializers }) => initializers),
    ],
  });
}

/** rows [n, d], centre [1, d], basis [k, d] → result [n, k]: (rows − centre) basisᵀ in float64. */
export function projectGraph(type: RowType): Uint8Array {
  return modelBytes({
    nodes: [...centredNodes(type), node('Gemm', ['centred', 'basis'], ['result'], { transB: 1 })],
    inputs: centredInputs(type),
    outputs: [value('result', 'float64', ['n', 'k'])],
    initializers: [],
  });
}

function centredNodes(type: RowType, rows = 'rows'): ReturnType<typeof node>[] {
  return type === 'float64'
    ? [node('Sub', [rows, 'centre'], ['centred'])]
    : [
        node('Cast', [rows], ['widened'], { to: float64 }),
        node('Sub', ['widened', 'centre'], ['centred']),
      ];
}

function centredInputs(type: RowType): ReturnType<typeof value>[] {
  return [
    value('rows', type, ['n', 'd']),
    value('centre', 'float64', [1, 'd']),
    value('basis', 'float64', ['k', 'd']),
  ];
}
