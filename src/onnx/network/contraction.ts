import { type Node } from '../model.ts';
import { einsumLabels } from '../shapes/einsumLabels.ts';

/** How a constant operand that is no plain matrix is multiplied with data: one matrix a head, or an Einsum. */
export interface Contraction {
  /** Axes of the weight that count units, in the order of the output's axes. */
  readonly unitAxes: readonly number[];
  /** Axes of the weight that are summed over with the data. */
  readonly summedAxes: readonly number[];
  /** Axis of the output that each unit axis becomes, increasing. */
  readonly outputAxes: readonly number[];
  /** Length of each unit axis. */
  readonly sizes: readonly number[];
  /** Axes of the output. */
  readonly rank: number;
}

/** A product of data with a constant, as its axes are named in an Einstein sum. */
interface LabelledProduct {
  readonly data: readonly string[];
  readonly weight: readonly string[];
  readonly output: readonly string[];
}

/**
 * The hyperplanes in a MatMul with stacked matrices or an Einsum of data with one constant. `side` is the constant's place among
 * the inputs. `undefined` where an output is no sum over one weight row alone: positions are summed as well, the samples
 * themselves have weights, nothing is summed, or an axis occurs twice.
 */
export function contraction(
  node: Node,
  side: 0 | 1,
  weightShape: readonly number[],
  dataRank: number,
): Contraction | undefined {
  const labels =
    node.op === 'Einsum'
      ? einsumProduct(node, side, weightShape.length, dataRank)
      : matMulLabels(side, weightShape, dataRank);
  return labels && contractionOf(labels, weightShape);
}

function contractionOf(
  { data, weight, output }: LabelledProduct,
  shape: readonly number[],
): Contraction | undefined {
  const isUnit = (label: string): boolean => output.includes(label);
  const unitLabels = output.filter((label) => weight.includes(label));
  // A stack of one, which only the constant has, is no axis to sum over.
  const isAlone = (label: string, axis: number) => shape[axis] === 1 && !data.includes(label);
  const summed = weight.filter((label, axis) => !isUnit(label) && !isAlone(label, axis));
  const isOneRow =
    [data, weight, output].every((labels) => new Set(labels).size === labels.length) &&
    summed.length > 0 &&
    summed.every((label) => data.includes(label)) &&
    data.every((label) => isUnit(label) || summed.includes(label)) &&
    !weight.includes(data[0]);
  if (!isOneRow || unitLabels.length === 0) return undefined;
  const unitAxes = unitLabels.map((label) => weight.indexOf(label));
  return {
    unitAxes,
    summedAxes: summed.map((label) => weight.indexOf(label)),
    outputAxes: unitLabels.map((label) => output.indexOf(label)),
    sizes: unitAxes.map((axis) => shape[axis]),
    rank: output.length,
  };
}

/** Axes of a broadcast product are named by their distance from the end. */
function matMulLabels(
  side: 0 | 1,
  weightShape: readonly number[],
  dataRank: number,
): LabelledProduct | undefined {
  if (weightShape.length < 3 || dataRank < 2) return undefined;
  const rank = Math.max(weightShape.length, dataRank);
  const batch = (axes: number, name: (fromEnd: number) => string) =>
    Array.from({ length: axes - 2 }, (_, i) => name(axes - i));
  const stack = batch(weightShape.length, (fromEnd) =>
    weightShape.at(-fromEnd) === 1 ? `one${fromEnd}` : `b${fromEnd}`,
  );
  const [own, other] = side === 1 ? ['row', 'column'] : ['column', 'row'];
  const matrix = (kept: string): string[] => (side === 1 ? ['sum', kept] : [kept, 'sum']);
  const output = batch(rank, (fromEnd) => `b${fromEnd}`);
  return {
    data: [
      ...batch(dataRank, (fromEnd) => `b${fromEnd}`),
      ...(side === 1 ? [own, 'sum'] : ['sum', own]),
    ],
    weight: [...stack, ...matrix(other)],
    output: side === 1 ? [...output, own, other] : [...output, other, own],
  };
}

function einsumProduct(
  node: Node,
  side: 0 | 1,
  weightRank: number,
  dataRank: number,
): LabelledProduct | undefined {
  const labels = einsumLabels(node, side === 1 ? [dataRank, weightRank] : [weightRank, dataRank]);
  const [data, weight] = [labels?.operands[1 - side], labels?.operands[side]];
  return labels && data && weight && { data, weight, output: labels.output };
}
