import { intsAttribute, numberAttribute } from '../attributes.ts';
import { type Node } from '../model.ts';
import { einsumLabels } from './einsumLabels.ts';
import { broadcast, type Dimension, frontAxis, knownProduct, type Shape } from './shape.ts';
import { slidingDimensions, transposedDimensions } from './windowShape.ts';

/** What a rule may ask: shapes of the inputs in order, and numbers of those that are constant. */
export interface ShapeRuleInput {
  readonly node: Node;
  readonly shapes: readonly Shape[];
  constant(input: number): Promise<readonly number[] | undefined>;
}

/** Shape of a node's first output, or `undefined` when its rank cannot be told. */
export type ShapeRule = (input: ShapeRuleInput) => Shape | Promise<Shape>;

const same: ShapeRule = ({ shapes }) => shapes[0];
const broadcastAll: ShapeRule = ({ shapes: [first, ...rest] }) => rest.reduce(broadcast, first);
const unknown: ShapeRule = () => undefined;
const sameRank: ShapeRule = ({ shapes }) => shapes[0]?.map((dim, axis) => (axis === 0 ? dim : '?'));

const sameChannels: ShapeRule = ({ shapes }) =>
  shapes[0]?.map((dim, axis) => (axis < 2 ? dim : '?'));

/** Operators whose output shape is not simply that of their first input. */
const rules: Readonly<Record<string, ShapeRule>> = {
  Gemm: ({ node, shapes: [a, b] }) => {
    const rows = a?.[numberAttribute(node, 'transA', 0) !== 0 ? 1 : 0] ?? '?';
    const columns = b?.[numberAttribute(node, 'transB', 0) !== 0 ? 0 : 1] ?? '?';
    return [rows, columns];
  },
  MatMul: ({ shapes: [a, b] }) => matMulShape(a, b),
  Einsum: einsumShape,
  Conv: ({ node, shapes: [x, w] }) =>
    x && w && [x[0] ?? '?', w[0] ?? '?', ...slidingDimensions(node, x.slice(2), w.slice(2))],
  ConvTranspose: ({ node, shapes: [x, w] }) => {
    const perGroup = w?.[1];
    const units = typeof perGroup === 'number' ? perGroup * numberAttribute(node, 'group', 1) : '?';
    return x && w && [x[0] ?? '?', units, ...transposedDimensions(node, x.slice(2), w.slice(2))];
  },
  MaxPool: pooled,
  AveragePool: pooled,
  LpPool: pooled,
  GlobalAveragePool: globallyPooled,
  GlobalMaxPool: globallyPooled,
  GlobalLpPool: globallyPooled,
  Flatten: ({ node, shapes: [x] }) => {
    if (!x) return ['?', '?'];
    const axis = frontAxis(numberAttribute(node, 'axis', 1), x.length);
    const front = axis === 1 ? x[0] : knownProduct(x.slice(0, axis));
    return [front ?? '?', knownProduct(x.slice(axis)) ?? '?'];
  },
  Reshape: reshaped,
  Transpose: ({ node, shapes: [x] }) => {
    const perm = intsAttribute(node, 'perm');
    return perm ? perm.map((axis) => x?.[axis] ?? '?') : x?.toReversed();
  },
  Squeeze: async ({ node, shapes: [x], constant }) => {
    const axes = intsAttribute(node, 'axes') ?? (await constant(1));
    if (!x) return undefined;
    const dropped = axes?.map((axis) => frontAxis(axis, x.length));
    return x.filter((dim, axis) => (dropped ? !dropped.includes(axis) : dim !== 1));
  },
  Unsqueeze: async ({ node, shapes: [x], constant }) => {
    const axes = intsAttribute(node, 'axes') ?? (await constant(1));
    if (!x || !axes) return undefined;
    const rank = x.length + axes.length;
    const added = axes.map((axis) => frontAxis(axis, rank));
    const rest = x.values();
    return Array.from({ length: rank }, (_, axis) =>
      added.includes(axis) ? 1 : (rest.next().value ?? '?'),
    );
  },
  Concat: ({ node, shapes }) => concatenated(shapes, numberAttribute(node, 'axis', 0)),
  Gather: ({ node, shapes: [x, indices] }) => {
    if (!x || !indices) return undefined;
    const axis = frontAxis(numberAttribute(node, 'axis', 0), x.length);
    return [...x.slice(0, axis), ...indices, ...x.slice(axis + 1)];
  },
  Shape: ({ shapes: [x] }) => x && [x.length],
  Size: () => [],
  ReduceMax: reduced,
  ReduceMin: reduced,
  ReduceMean: reduced,
  ReduceSum: reduced,
  ReduceL1: reduced,
  ReduceL2: reduced,
  ReduceSumSquare: reduced,
  ReduceLogSumExp: reduced,
  ReduceProd: reduced,
  Slice: sameRank,
  Split: sameRank,
  Pad: sameRank,
  Resize: sameChannels,
  Upsample: sameChannels,
  Tile: sameRank,
  DepthToSpace: sameRank,
  SpaceToDepth: sameRank,
  Expand: expanded,
  ConstantOfShape: async ({ shapes: [dims], constant }) =>
    (await constant(0))?.map(openDimension) ?? ofLength(dims),
  Where: broadcastAll,
};

// Operators of several inputs that broadcast as arithmetic does.
const broadcasting = new Set(
  'Add Sub Mul Div Pow Max Min Sum Mean Equal Greater Less GreaterOrEqual LessOrEqual And Or Xor Mod'.split(
    ' ',
  ),
);

// Outputs whose shape nothing in an affine or piecewise-linear network depends on.
const untold = new Set(
  `ArgMax ArgMin LSTM GRU RNN OneHot NonZero Compress Range If Loop Scan
   NonMaxSuppression RoiAlign MaxRoiPool GridSample EyeLike GatherND Unique Det TopK SplitToSequence`.split(
    /\s+/,
  ),
);

/** Rule for a standard-domain operator; elementwise ones keep the shape of their first input. */
export function shapeRule(op: string): ShapeRule {
  if (broadcasting.has(op)) return broadcastAll;
  if (untold.has(op)) return unknown;
  return Object.hasOwn(rules, op) ? rules[op] : same;
}

/** An axis of length 1 is repeated where another operand has more. */
function einsumShape({ node, shapes }: ShapeRuleInput): Shape {
  const ranks = shapes.map((shape) => shape?.length);
  const labels = ranks.every((rank) => rank !== undefined) ? einsumLabels(node, ranks) : undefined;
  return labels?.output.map((label) => {
    const lengths = labels.operands.map((axes, i) => shapes[i]?.[axes.indexOf(label)]);
    return lengths.find((length) => length !== undefined && length !== 1) ?? 1;
  });
}

function matMulShape(a: Shape, b: Shape): Shape {
  if (!a || !b) return undefined;
  const left: readonly Dimension[] = a.length === 1 ? [1, ...a] : a;
  const right: readonly Dimension[] = b.length === 1 ? [...b, 1] : b;
  const stack = broadcast(left.slice(0, -2), right.slice(0, -2)) ?? [];
  return [
    ...stack,
    ...(a.length === 1 ? [] : [left.at(-2)!]),
    ...(b.length === 1 ? [] : [right.at(-1)!]),
  ];
}

function pooled({ node, shapes: [x] }: ShapeRuleInput): Shape {
  const kernel = intsAttribute(node, 'kernel_shape') ?? [];
  return x && [...x.slice(0, 2), ...slidingDimensions(node, x.slice(2), kernel)];
}

function globallyPooled({ shapes: [x] }: ShapeRuleInput): Shape {
  return x?.map((dim, axis) => (axis < 2 ? dim : 1));
}

/** No tensor that a network computes with has more axes; a file may claim 2^40. */
const highestRank = 64;

/** Unknown dimensions, as many as a list of shape `length` has entries: where only the rank of a value is known. */
function ofLength(length: Shape): Shape {
  const rank = length?.length === 1 ? length[0] : undefined;
  return typeof rank === 'number' && rank <= highestRank
    ? new Array<Dimension>(rank).fill('?')
    : undefined;
}

/** NaN stands for a dimension that only the running model knows. */
function openDimension(dim: number): Dimension {
  return Number.isNaN(dim) ? '?' : dim;
}

async function expanded({ shapes: [x, length], constant }: ShapeRuleInput): Promise<Shape> {
  const target = (await constant(1))?.map(openDimension) ?? ofLength(length);
  return x && target && broadcast(x, target);
}

function concatenated(shapes: readonly Shape[], axisAttribute: number): Shape {
  const first = shapes.find((shape) => shape !== undefined);
  if (!first) return undefined;
  const axis = frontAxis(axisAttribute, first.length);
  const total = knownSum(shapes.map((shape) => shape?.[axis] ?? '?'));
  return first.map((dim, index) => (index === axis ? (total ?? '?') : dim));
}

function knownSum(dims: readonly Dimension[]): number | undefined {
  return dims.every((dim) => typeof dim === 'number')
    ? dims.reduce((sum, dim) => sum + dim, 0)
    : undefined;
}

async function reduced({ node, shapes: [x], constant }: ShapeRuleInput): Promise<Shape> {
  if (!x) return undefined;
  const given = intsAttribute(node, 'axes') ?? (await constant(1));
  const axes = given?.map((axis) => frontAxis(axis, x.length)) ?? [...x.keys()];
  const keep = numberAttribute(node, 'keepdims', 1) === 1;
  return x.flatMap((dim, axis) => {
    if (!axes.includes(axis)) return [dim];
    return keep ? [1] : [];
  });
}

/** Dimension 0 copies the input's, −1 takes what is left over; a symbolic batch axis carries over where all else fits. */
async function reshaped({ shapes: [x, length], constant }: ShapeRuleInput): Promise<Shape> {
  const target = await constant(1);
  if (!target) return ofLength(length);
  const dims = target.map((dim, axis): Dimension => {
    if (dim === 0) return x?.[axis] ?? '?';
    return Number.isNaN(dim) ? (axis === 0 ? (x?.[0] ?? '?') : '?') : dim;
  });
  const open = dims.indexOf(-1);
  if (open >= 0) dims[open] = x ? leftOver(x, dims.toSpliced(open, 1)) : '?';
  return dims;
}

function leftOver(from: readonly Dimension[], taken: readonly Dimension[]): Dimension {
  const rest = [...from];
  const numbers: number[] = [];
  for (const dim of taken) {
    const match = typeof dim === 'string' ? rest.indexOf(dim) : -1;
    if (typeof dim === 'number') numbers.push(dim);
    else if (match >= 0) rest.splice(match, 1);
    else return '?';
  }
  const divisor = knownProduct(numbers) ?? 1;
  const symbols = rest.filter((dim) => typeof dim === 'string');
  const known = knownProduct(rest.filter((dim) => typeof dim === 'number')) ?? 1;
  if (symbols.length === 0) return known / divisor;
  return symbols.length === 1 && known === divisor ? symbols[0] : '?';
}
