import type { NodeProto } from '../../schema/onnx_pb.generated.ts';
import type { TwinGraph } from '../twinGraph.ts';
import type { LocalSlopes } from './localSlopes.ts';

/** Forward-mode differentiation of a twin: every value gets a tangent, one row a direction. */
export class Tangents {
  readonly #graph: TwinGraph;
  readonly #slopes: LocalSlopes;
  readonly #tangents = new Map<string, string>();

  constructor(graph: TwinGraph, slopes: LocalSlopes) {
    this.#graph = graph;
    this.#slopes = slopes;
  }

  /** Declares `tangent` (directions × width) to be the tangent of `value`. */
  bind(value: string, tangent: string): void {
    this.#tangents.set(value, tangent);
  }

  /** Tangent of a value; `undefined` for a constant. */
  of(value: string): string | undefined {
    return this.#tangents.get(value);
  }

  /** Adds the tangent of what `node` computes; nothing for a node of constants. */
  add(node: NodeProto): void {
    if (!node.input.some((input) => this.#tangents.has(input))) return;
    this.bind(node.output[0], this.#tangentOf(node));
  }

  #tangentOf(node: NodeProto): string {
    const graph = this.#graph;
    const [a, b] = [this.of(node.input[0]), this.of(node.input[1] ?? '')];
    switch (node.opType) {
      case 'Relu':
        return graph.op('Mul', [a!, this.#slopes.relu(node)]);
      case 'ReduceMax':
        return sumOfGroups(graph, graph.op('Mul', [a!, this.#slopes.winners(node.input[0])]));
      case 'Add':
        return a !== undefined && b !== undefined ? graph.op('Add', [a, b]) : (a ?? b)!;
      case 'Sub':
        if (b === undefined) return a!;
        return a === undefined ? graph.op('Neg', [b]) : graph.op('Sub', [a, b]);
      default:
        return graph.like(
          node,
          node.input.map((input) => this.of(input) ?? input),
        );
    }
  }
}

/** Rows × groups × size → rows × groups. */
export function sumOfGroups(graph: TwinGraph, value: string): string {
  return graph.op('ReduceSum', [value, graph.integers([1], [2])], { keepdims: 0 });
}
