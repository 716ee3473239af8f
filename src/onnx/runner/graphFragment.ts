import { createHash } from 'node:crypto';
import { create, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  TensorProto_DataType,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from '../schema/onnx_pb.generated.ts';
import { initializer, node, value } from '../schema/writeModel.ts';

type Attributes = Parameters<typeof node>[3];

/** Prefix of every name we add, so that none meets a name of the model's own. */
const prefix = 'model-geometry/';

/**
 * Nodes and outputs to be merged into a model by writing their bytes behind its own: a protobuf reader joins the two `graph` fields
 * and concatenates their lists. Constants are Constant nodes, since before IR version 4 an initializer must be a graph input as well.
 */
export class GraphFragment {
  /** Version of the standard operator set the model imports; nodes must be written for it. */
  readonly opset: number;
  readonly #nodes: NodeProto[] = [];
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs = new Set<string>();
  /** Names of constants and values by what makes them: the sites of a deep graph want many of the same ones. */
  readonly #made = new Map<string, string>();
  #names = 0;

  constructor(opset: number) {
    this.opset = opset;
  }

  /** Adds a node with one output, unless the same is there already, and returns the output's name. */
  op(type: string, inputs: readonly string[], attributes?: Attributes): string {
    return this.#once(JSON.stringify([type, inputs, attributes]), () => {
      const name = this.#name(type);
      this.#nodes.push(node(type, inputs, [name], attributes));
      return name;
    });
  }

  /** Adds a node with two outputs and returns their names. */
  opWithTwoOutputs(
    type: string,
    inputs: readonly string[],
    attributes?: Attributes,
  ): readonly [string, string] {
    const names = [this.#name(type), this.#name(type)] as const;
    this.#nodes.push(node(type, inputs, names, attributes));
    return names;
  }

  floats(dims: readonly number[], values: ArrayLike<number>): string {
    return this.#constant((name) => initializer(name, 'float32', dims, Float32Array.from(values)));
  }

  doubles(dims: readonly number[], values: ArrayLike<number>): string {
    return this.#constant((name) => initializer(name, 'float64', dims, Float64Array.from(values)));
  }

  integers(values: readonly number[]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.#constant((name) => initializer(name, 'int64', [values.length], data));
  }

  /** Adds a float32 graph input of the given shape. */
  input(label: string, dims: readonly (number | string)[]): string {
    const name = prefix + label;
    this.#inputs.push(value(name, 'float32', dims));
    return name;
  }

  /** Makes a value of this fragment, or an inner value of the model, a graph output. Asking again changes nothing. */
  output(name: string): string {
    this.#outputs.add(name);
    return name;
  }

  /** The value as float32; float32 passes unchanged. */
  toFloat(name: string, type: string): string {
    return type === 'float32' ? name : this.op('Cast', [name], { to: TensorProto_DataType.FLOAT });
  }

  /** A float of whole numbers as int64. */
  toInteger(name: string): string {
    return this.op('Cast', [name], { to: TensorProto_DataType.INT64 });
  }

  /** 1 where `left` > `right`, else 0, as float32. The operands have the same type and broadcast. */
  isGreater(left: string, right: string): string {
    return this.indicator(this.op('Greater', [left, right]));
  }

  /** Whether a number is not zero, as bool; half the time of a comparison. */
  truth(name: string): string {
    return this.op('Cast', [name], { to: TensorProto_DataType.BOOL });
  }

  /** A bool as float32. */
  indicator(truth: string): string {
    return this.op('Cast', [truth], { to: TensorProto_DataType.FLOAT });
  }

  /** The value held between two numbers. They became inputs in operator set 11. */
  clip(name: string, min: number, max: number): string {
    return this.opset < 11
      ? this.op('Clip', [name], { min: { float: min }, max: { float: max } })
      : this.op('Clip', [name, this.floats([], [min]), this.floats([], [max])]);
  }

  /** Reshapes to (-1, ...dims). */
  reshape(name: string, dims: readonly number[]): string {
    return this.op('Reshape', [name, this.integers([-1, ...dims])]);
  }

  /**
   * Reshapes a value to (rows, ...dims). Where its own first axis counts the rows, that axis is carried over rather than computed: ONNX
   * Runtime then knows buffers of one size, and plans thousands of them in a third of the time.
   */
  reshapeRows(
    name: string,
    dims: readonly number[],
    { rowsFirst }: { readonly rowsFirst: boolean },
  ): string {
    return this.op('Reshape', [name, this.integers([rowsFirst ? 0 : -1, ...dims])]);
  }

  /** Sum over `axes`, which leave the shape. The axes became an input in operator set 13. */
  reduceSum(name: string, axes: readonly number[]): string {
    return this.#reduce('ReduceSum', name, axes, 13);
  }

  /** Minimum over `axes`, which leave the shape. The axes became an input in operator set 18. */
  reduceMin(name: string, axes: readonly number[]): string {
    return this.#reduce('ReduceMin', name, axes, 18);
  }

  /** Maximum over `axes`, which leave the shape. The axes became an input in operator set 18. */
  reduceMax(name: string, axes: readonly number[]): string {
    return this.#reduce('ReduceMax', name, axes, 18);
  }

  /** A ModelProto that holds nothing but this fragment. */
  toBytes(): Uint8Array {
    const graph = create(GraphProtoSchema, {
      // ONNX Runtime takes nodes in any order, and runs what leads to the last of those that nothing reads first: so what is taken from
      // an early layer is computed right behind it, from values still in the cache, which are then let go.
      node: this.#nodes.toReversed(),
      input: this.#inputs,
      output: Array.from(this.#outputs, (name) => create(ValueInfoProtoSchema, { name })),
    });
    return toBinary(ModelProtoSchema, create(ModelProtoSchema, { graph }));
  }

  #reduce(type: string, name: string, axes: readonly number[], axesAsInput: number): string {
    return this.opset < axesAsInput
      ? this.op(type, [name], { axes, keepdims: 0 })
      : this.op(type, [name, this.integers(axes)], { keepdims: 0 });
  }

  #constant(tensor: (name: string) => TensorProto): string {
    return this.#once(contentKey(tensor('')), () => {
      const name = this.#name('Constant');
      const constant = node('Constant', [], [name]);
      constant.attribute.push(
        create(AttributeProtoSchema, {
          name: 'value',
          type: AttributeProto_AttributeType.TENSOR,
          t: tensor(name),
        }),
      );
      this.#nodes.push(constant);
      return name;
    });
  }

  /** The name known under `key`, or the one `make` gives it. */
  #once(key: string, make: () => string): string {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const name = make();
    this.#made.set(key, name);
    return name;
  }

  #name(type: string): string {
    return `${prefix}${type}:${String(this.#names++)}`;
  }
}

function contentKey(tensor: TensorProto): string {
  return createHash('sha256').update(toBinary(TensorProtoSchema, tensor)).digest('base64');
}
