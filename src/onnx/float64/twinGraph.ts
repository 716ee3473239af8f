import { create } from '@bufbuild/protobuf';
import type { SwitchSite } from '../../engine/regions/partition/piecewiseLinearMap.ts';
import { NodeProtoSchema, type NodeProto, type TensorProto } from '../schema/onnx_pb.generated.ts';
import { initializer, node } from '../schema/writeModel.ts';
import { lengthOf } from './flatValue.ts';

type Attributes = Parameters<typeof node>[3];

/** A site of the twin: everything computed before it is affine on the cells of the sites before it. */
export interface TwinSite {
  readonly site: SwitchSite;
  /** Twin value that holds z, rows × width. */
  readonly preActivation: string;
  /** Number of nodes that come before the switch. */
  readonly position: number;
}

/**
 * Collects the float64 twin of a model: every value is rows × length, so the batch axis needs no care and convolutions become a
 * Gather and a MatMul (ONNX Runtime has no float64 Conv).
 */
export class TwinGraph {
  readonly nodes: NodeProto[] = [];
  readonly initializers = new Map<string, TensorProto>();
  readonly sites: TwinSite[] = [];
  /** Sizes behind the rows of the value that each Gather reads, by the name of its output. */
  readonly gathered = new Map<string, readonly number[]>();
  /** Most numbers a sample takes in one value; convolution patches decide. */
  widest = 1;
  readonly #prefix: string;
  #names = 0;

  /** Names of values begin with `prefix`; two graphs that are to be joined need different ones. */
  constructor(prefix = 'v') {
    this.#prefix = prefix;
  }

  /** Adds a node with one output and returns the output's name. */
  op(type: string, inputs: readonly string[], attributes?: Attributes): string {
    const name = this.#name();
    this.nodes.push(node(type, inputs, [name], attributes));
    return name;
  }

  /** Adds a copy of `source` that reads `inputs`, and returns its output's name. */
  like(source: NodeProto, inputs: readonly string[]): string {
    const name = this.#name();
    this.nodes.push(
      create(NodeProtoSchema, { ...source, name, input: [...inputs], output: [name] }),
    );
    return name;
  }

  /** Adds a node that passes `value` on under the name `as`. */
  rename(value: string, as: string): void {
    this.nodes.push(node('Identity', [value], [as]));
  }

  /** A float64 constant of the given dimensions. */
  constant(dims: readonly number[], values: Float64Array): string {
    const name = this.#name();
    this.initializers.set(name, initializer(name, 'float64', dims, values));
    return name;
  }

  /** A row that is added to or multiplied with every sample. */
  row(values: Float64Array): string {
    return this.constant([1, values.length], values);
  }

  integers(dims: readonly number[], values: ArrayLike<number>): string {
    const name = this.#name();
    const data = BigInt64Array.from(values as number[], BigInt);
    this.initializers.set(name, initializer(name, 'int64', dims, data));
    return name;
  }

  /**
   * Entries of `value` along the axis behind the rows, of which it has `dims` (a number: one axis), at `indices`; `shape` is the shape
   * the indices lie in. No node when nothing moves.
   */
  gather(
    value: string,
    dims: number | readonly number[],
    indices: ArrayLike<number>,
    shape: readonly number[] = [indices.length],
  ): string {
    const [width, ...inner] = typeof dims === 'number' ? [dims] : dims;
    if (shape.length === 1 && isIdentity(indices, width)) return value;
    this.widest = Math.max(this.widest, indices.length * lengthOf(inner));
    const name = this.op('Gather', [value, this.integers(shape, indices)], { axis: 1 });
    this.gathered.set(name, [width, ...inner]);
    return name;
  }

  /** As {@link gather}, where −1 stands for zeros. */
  gatherOrZero(
    value: string,
    dims: number | readonly number[],
    indices: Int32Array,
    shape: readonly number[] = [indices.length],
  ): string {
    if (!indices.includes(-1)) return this.gather(value, dims, indices, shape);
    const [width, ...inner] = typeof dims === 'number' ? [dims] : dims;
    const none = inner.map(() => 0);
    const pads = this.integers([2 * (2 + inner.length)], [0, 0, ...none, 0, 1, ...none]);
    const padded = this.op('Pad', [value, pads]);
    const positions = indices.map((index) => (index < 0 ? width : index));
    return this.gather(padded, [width + 1, ...inner], positions, shape);
  }

  /** Reshapes to (rows, ...dims). */
  reshape(value: string, dims: readonly number[]): string {
    return this.op('Reshape', [value, this.integers([dims.length + 1], [-1, ...dims])]);
  }

  /** Declares the switch that the next nodes compute. */
  addSite(site: SwitchSite, preActivation: string): void {
    this.sites.push({ site, preActivation, position: this.nodes.length });
  }

  #name(): string {
    return `${this.#prefix}${String(this.#names++)}`;
  }
}

function isIdentity(indices: ArrayLike<number>, width: number): boolean {
  if (indices.length !== width) return false;
  for (let i = 0; i < width; i++) if (indices[i] !== i) return false;
  return true;
}
