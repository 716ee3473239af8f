import type { NodeProto } from '../../schema/onnx_pb.generated.ts';
import type { TwinGraph } from '../twinGraph.ts';

/** Number of float64 in ONNX's list of element types. */
const float64Type = 11;

/**
 * The slopes of a twin's nonlinear nodes at the points whose values lie in the graph: what makes every node a linear one there. Two
 * operators of a twin are not linear, Relu and ReduceMax; all others compute with constants.
 */
export class LocalSlopes {
  readonly #graph: TwinGraph;
  readonly #places: string | undefined;
  readonly #slopes = new Map<string, string>();

  /**
   * `graph` holds, or reads, the values of the twin at a single row; with `places` at several, and slopes then have a row for every
   * entry of that value, those of the point it names.
   */
  constructor(graph: TwinGraph, places?: string) {
    this.#graph = graph;
    this.#places = places;
  }

  /** 1 where the input of a Relu is above zero, else 0 (geometry-spec 1.8: zero is inactive). */
  relu(node: NodeProto): string {
    return this.#remembered(node.input[0], (z) =>
      this.#graph.op('Greater', [z, this.#graph.row(Float64Array.of(0))]),
    );
  }

  /** For values 1 × groups × size: 1 at the first largest member of each group, else 0. */
  winners(values: string): string {
    return this.#remembered(values, (z) => {
      const graph = this.#graph;
      const winner = graph.op('ArgMax', [z], { axis: 2, keepdims: 1 });
      const size = graph.op('Squeeze', [graph.op('Shape', [z], { start: 2 })]);
      const places = graph.op('Range', [graph.integers([], [0]), size, graph.integers([], [1])]);
      return graph.op('Equal', [winner, places]);
    });
  }

  /** `holds` makes a value that is true where the slope is 1. */
  #remembered(value: string, holds: (value: string) => string): string {
    const known = this.#slopes.get(value);
    if (known !== undefined) return known;
    const mask = holds(value);
    const placed =
      this.#places === undefined
        ? mask
        : this.#graph.op('Gather', [mask, this.#places], { axis: 0 });
    const made = this.#graph.op('Cast', [placed], { to: float64Type });
    this.#slopes.set(value, made);
    return made;
  }
}
