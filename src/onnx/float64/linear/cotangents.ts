import type { NodeProto } from '../../schema/onnx_pb.generated.ts';
import { lengthOf } from '../flatValue.ts';
import type { TwinGraph } from '../twinGraph.ts';
import { gatherIndices, inverseOf } from './inverseGather.ts';
import type { LocalSlopes } from './localSlopes.ts';
import { sumOfGroups } from './tangents.ts';

/** The twin whose nodes are taken backwards. */
export type SourceTwin = Pick<TwinGraph, 'initializers' | 'gathered'>;

/**
 * Reverse-mode differentiation of a twin: given to the nodes last to first, each hands the cotangent of its output (one row a seed) on
 * to its inputs. A Gather is undone by another Gather over the places that read an element, so no scattering is needed.
 */
export class Cotangents {
  readonly #graph: TwinGraph;
  readonly #slopes: LocalSlopes;
  readonly #source: SourceTwin;
  readonly #isData: (value: string) => boolean;
  readonly #cotangents = new Map<string, string>();

  constructor(
    graph: TwinGraph,
    slopes: LocalSlopes,
    source: SourceTwin,
    isData: (value: string) => boolean,
  ) {
    this.#graph = graph;
    this.#slopes = slopes;
    this.#source = source;
    this.#isData = isData;
  }

  /** Cotangent of a value, or `undefined` when nothing seeded depends on it. */
  of(value: string): string | undefined {
    return this.#cotangents.get(value);
  }

  /** Adds `cotangent` (seeds × width) to that of `value`. */
  seed(value: string, cotangent: string): void {
    const known = this.#cotangents.get(value);
    const sum = known === undefined ? cotangent : this.#graph.op('Add', [known, cotangent]);
    this.#cotangents.set(value, sum);
  }

  /** Hands the cotangent of the output of `node` to its inputs. */
  add(node: NodeProto): void {
    const output = this.of(node.output[0]);
    if (output === undefined) return;
    if (node.opType === 'Concat') return this.#split(node, output);
    for (const [index, input] of node.input.entries()) {
      if (this.#isData(input)) this.seed(input, this.#handedTo(node, index, output));
    }
  }

  #handedTo(node: NodeProto, index: number, dy: string): string {
    const graph = this.#graph;
    const [first, second] = [node.input[0], node.input[1] ?? ''];
    switch (node.opType) {
      case 'Add':
        return dy;
      case 'Sub':
        return index === 0 ? dy : graph.op('Neg', [dy]);
      case 'Neg':
        return graph.op('Neg', [dy]);
      case 'Mul':
        return graph.op('Mul', [dy, index === 0 ? second : first]);
      case 'Div':
        return graph.op('Div', [dy, second]);
      case 'MatMul':
        return index === 0
          ? graph.op('MatMul', [dy, this.#transposed(second)])
          : graph.op('MatMul', [this.#transposed(first), dy]);
      case 'Relu':
        return graph.op('Mul', [dy, this.#slopes.relu(node)]);
      case 'ReduceMax':
        return graph.op('Mul', [behind(graph, dy), this.#slopes.winners(first)]);
      case 'ReduceSum':
        return graph.op('Expand', [behind(graph, dy), this.#shapeOf(first, 1)]);
      case 'Reshape':
        return graph.op('Reshape', [dy, this.#shapeOf(first, -1)]);
      case 'Transpose':
        return graph.op('Transpose', [dy], { perm: inversePermutation(node) });
      case 'Pad':
        return this.#withoutLast(dy);
      case 'Gather':
        return this.#ungathered(node, dy);
      default:
        throw new Error(`a twin has no ${node.opType}`);
    }
  }

  /** A constant matrix, or stack of them, with its last two axes exchanged. */
  #transposed(constant: string): string {
    const rank = this.#source.initializers.get(constant)!.dims.length;
    const perm = Array.from({ length: rank }, (_, axis) => axis);
    [perm[rank - 2], perm[rank - 1]] = [rank - 1, rank - 2];
    return this.#graph.op('Transpose', [constant], { perm });
  }

  /** The sizes of `value` with `rows` in place of its number of rows. */
  #shapeOf(value: string, rows: 1 | -1): string {
    const graph = this.#graph;
    const rest = graph.op('Shape', [value], { start: 1 });
    return graph.op('Concat', [graph.integers([1], [rows]), rest], { axis: 0 });
  }

  /** Undoes the one element that padding adds at the end of axis 1. */
  #withoutLast(dy: string): string {
    const graph = this.#graph;
    const at = (index: number) => graph.integers([1], [index]);
    return graph.op('Slice', [dy, at(0), at(-1), at(1)]);
  }

  #ungathered(node: NodeProto, dy: string): string {
    const graph = this.#graph;
    const dims = this.#source.gathered.get(node.output[0])!;
    const [width, ...inner] = dims as [number, ...number[]];
    const indices = gatherIndices(this.#source.initializers.get(node.input[1])!);
    const { size, readers } = inverseOf(indices, width);
    const flat = graph.reshape(dy, [indices.length, ...inner]);
    const placed = graph.gatherOrZero(flat, [indices.length, ...inner], readers, [width, size]);
    graph.widest = Math.max(graph.widest, readers.length * lengthOf(inner));
    return sumOfGroups(graph, placed);
  }

  #split(node: NodeProto, dy: string): void {
    const graph = this.#graph;
    let start = graph.integers([1], [0]);
    for (const input of node.input) {
      const width = graph.op('Shape', [input], { start: 1, end: 2 });
      const end = graph.op('Add', [start, width]);
      this.seed(input, graph.op('Slice', [dy, start, end, graph.integers([1], [1])]));
      start = end;
    }
  }
}

/** Rows × groups → rows × groups × 1. */
function behind(graph: TwinGraph, value: string): string {
  return graph.op('Unsqueeze', [value, graph.integers([1], [2])]);
}

function inversePermutation(node: NodeProto): number[] {
  const perm = node.attribute.find(({ name }) => name === 'perm')!.ints.map(Number);
  const inverse: number[] = [];
  perm.forEach((from, to) => (inverse[from] = to));
  return inverse;
}
