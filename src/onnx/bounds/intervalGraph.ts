import type { NodeProto } from '../schema/onnx_pb.generated.ts';
import { initializer, node } from '../schema/writeModel.ts';
import type { TensorProto } from '../schema/onnx_pb.generated.ts';
import type { ModelTwin } from '../float64/translateModel.ts';
import type { TwinSite } from '../float64/twinGraph.ts';

/** Names of three values of one shape: bounds of a value over a box, and a bound of all sums of absolute terms that made it. */
export interface IntervalValue {
  readonly lower: string;
  readonly upper: string;
  readonly magnitude: string;
}

/** Nodes that carry a box through a network, and the bounds of z at its sites. */
export interface IntervalGraph {
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  /** In the order of the sites asked for. */
  readonly sites: readonly IntervalValue[];
}

/** Graph inputs of an {@link IntervalGraph}: 1 × inputLength each. */
export const boxNames = { lower: 'box lower', upper: 'box upper' } as const;

// Operators that keep the order of every element of their first input; further inputs are indices and shapes.
const monotone = new Set(
  'Identity Gather Reshape Transpose Pad Relu ReduceMax ReduceSum Concat'.split(' '),
);

/**
 * Interval arithmetic (Moore 1966) on the float64 twin of a piecewise-linear network up to `sites`, the first of its sites; its few operators
 * each have their rule. `undefined` when the twin multiplies two values of the data.
 */
export function intervalGraph(
  { graph, input }: ModelTwin,
  sites: readonly TwinSite[],
): IntervalGraph | undefined {
  const builder = new IntervalBuilder(input);
  const nodes = graph.nodes.slice(0, sites.at(-1)?.position ?? 0);
  for (const each of nodes) if (!builder.add(each)) return undefined;
  const read = new Set(builder.nodes.flatMap((each) => each.input));
  const constants = [...graph.initializers].filter(([name]) => read.has(name));
  return {
    nodes: builder.nodes,
    initializers: [...constants.map(([, tensor]) => tensor), ...builder.initializers],
    sites: sites.map((site) => builder.valueOf(site.preActivation)),
  };
}

class IntervalBuilder {
  readonly nodes: NodeProto[] = [];
  readonly initializers = [initializer('one half', 'float64', [], Float64Array.of(0.5))];
  readonly #values = new Map<string, IntervalValue>();
  readonly #absolute = new Map<string, string>();

  constructor(input: string) {
    const magnitude = 'box magnitude';
    const sizes = Object.values(boxNames).map((bound) => this.#op('Abs', [bound]));
    this.nodes.push(node('Max', sizes, [magnitude]));
    this.#values.set(input, { ...boxNames, magnitude });
  }

  valueOf(name: string): IntervalValue {
    const value = this.#values.get(name);
    if (!value) throw new Error(`"${name}" does not depend on the input`);
    return value;
  }

  /** Adds the bounds of one node of the twin; `false` when there is no rule for it. */
  add(each: NodeProto): boolean {
    const inputs = each.input.map((name) => this.#values.get(name));
    if (inputs.every((value) => value === undefined)) {
      this.nodes.push(each);
      return true;
    }
    const result = this.#bounds(each, inputs);
    if (result) this.#values.set(each.output[0], result);
    return result !== undefined;
  }

  #bounds(
    each: NodeProto,
    inputs: readonly (IntervalValue | undefined)[],
  ): IntervalValue | undefined {
    const [a, b] = inputs;
    switch (each.opType) {
      case 'Add':
        return this.#sum(this.#orConstant(a, each.input[0]), this.#orConstant(b, each.input[1]));
      case 'Sub':
        return this.#sum(
          this.#orConstant(a, each.input[0]),
          this.#negated(this.#orConstant(b, each.input[1])),
        );
      case 'Neg':
        return this.#negated(a!);
      case 'Mul':
        return a && b ? undefined : this.#scaled((a ?? b)!, each.input[a ? 1 : 0]);
      case 'MatMul':
        return a && b
          ? undefined
          : this.#product((a ?? b)!, each.input[a ? 1 : 0], a !== undefined);
      default:
        return monotone.has(each.opType) ? this.#mapped(each, inputs) : undefined;
    }
  }

  #orConstant(value: IntervalValue | undefined, name: string): IntervalValue {
    return value ?? { lower: name, upper: name, magnitude: this.#abs(name) };
  }

  #sum(a: IntervalValue, b: IntervalValue): IntervalValue {
    return {
      lower: this.#op('Add', [a.lower, b.lower]),
      upper: this.#op('Add', [a.upper, b.upper]),
      magnitude: this.#op('Add', [a.magnitude, b.magnitude]),
    };
  }

  #negated({ lower, upper, magnitude }: IntervalValue): IntervalValue {
    return { lower: this.#op('Neg', [upper]), upper: this.#op('Neg', [lower]), magnitude };
  }

  #scaled({ lower, upper, magnitude }: IntervalValue, factor: string): IntervalValue {
    const ends = [lower, upper].map((end) => this.#op('Mul', [end, factor]));
    return {
      lower: this.#op('Min', ends),
      upper: this.#op('Max', ends),
      magnitude: this.#op('Mul', [magnitude, this.#abs(factor)]),
    };
  }

  /** Centre · W ± radius · |W|. */
  #product(
    { lower, upper, magnitude }: IntervalValue,
    weight: string,
    dataFirst: boolean,
  ): IntervalValue {
    const times = (value: string, matrix: string): string =>
      this.#op('MatMul', dataFirst ? [value, matrix] : [matrix, value]);
    const half = (value: string): string => this.#op('Mul', [value, 'one half']);
    const centre = times(half(this.#op('Add', [lower, upper])), weight);
    const radius = times(half(this.#op('Sub', [upper, lower])), this.#abs(weight));
    return {
      lower: this.#op('Sub', [centre, radius]),
      upper: this.#op('Add', [centre, radius]),
      magnitude: times(magnitude, this.#abs(weight)),
    };
  }

  #mapped(each: NodeProto, inputs: readonly (IntervalValue | undefined)[]): IntervalValue {
    const through = (end: keyof IntervalValue): string => {
      const name = `${each.output[0]} ${end}`;
      const read = each.input.map((input, i) => inputs[i]?.[end] ?? input);
      this.nodes.push({ ...each, name, input: read, output: [name] });
      return name;
    };
    return { lower: through('lower'), upper: through('upper'), magnitude: through('magnitude') };
  }

  #abs(constant: string): string {
    let name = this.#absolute.get(constant);
    if (name === undefined) {
      name = this.#op('Abs', [constant]);
      this.#absolute.set(constant, name);
    }
    return name;
  }

  #op(type: string, inputs: readonly string[]): string {
    const name = `interval ${String(this.nodes.length)}`;
    this.nodes.push(node(type, inputs, [name]));
    return name;
  }
}
