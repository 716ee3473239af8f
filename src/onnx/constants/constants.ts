import { numberAttribute } from '../attributes.ts';
import { type Model, type Node, type TensorRef } from '../model.ts';
import { type Shape } from '../shapes/shape.ts';
import { elementCount } from '../tensor/storedTensor.ts';
import { constantOperators } from './constantOperators.ts';
import { type ConstantTensor } from './constantTensor.ts';

/** Sub-graphs of constants deeper than this are left to the runtime. */
const maxDepth = 64;

/** Numbers of a tensor that is made from its shape alone. */
const mostFilled = 2 ** 24;

/** The tensor a value stands for when it is an initializer or made by a Constant node, by its header alone. */
export function tensorOf(model: Model, name: string): TensorRef | undefined {
  const initializer = model.graph.initializers.get(name);
  if (initializer) return initializer;
  const node = model.graph.producer.get(name);
  const value = node?.op === 'Constant' ? node.attributes.get('value') : undefined;
  return value?.kind === 'tensor' ? value.value : undefined;
}

/** Reads constants, also those a few operators away from an initializer. */
export class Constants {
  readonly #model: Model;
  readonly #shapeOf: (name: string) => Shape;
  // A value may be reached along very many paths.
  readonly #stored = new Map<string, boolean>();
  readonly #known = new Map<string, Promise<ConstantTensor | undefined>>();

  /** `shapeOf` answers Shape operators; leave it out where none can matter. */
  constructor(model: Model, shapeOf: (name: string) => Shape = () => undefined) {
    this.#model = model;
    this.#shapeOf = shapeOf;
  }

  /**
   * Whether a value can be computed from stored tensors alone: an initializer, a Constant, or a few known operators away from
   * them. What Shape gives does not count, it changes with the batch.
   */
  isStored(name: string, depth = 0): boolean {
    let stored = this.#stored.get(name);
    if (stored === undefined) {
      stored = this.#isStored(name, depth);
      this.#stored.set(name, stored);
    }
    return stored;
  }

  #isStored(name: string, depth: number): boolean {
    if (tensorOf(this.#model, name)) return true;
    const node = this.#model.graph.producer.get(name);
    return (
      node?.domain === '' &&
      depth < maxDepth &&
      Object.hasOwn(constantOperators, node.op) &&
      node.inputs.every((input) => input === '' || this.isStored(input, depth + 1))
    );
  }

  /** Numbers of a constant value, or `undefined` when they are not known before the model runs. */
  read(name: string): Promise<ConstantTensor | undefined> {
    return this.#read(name, 0);
  }

  #read(name: string, depth: number): Promise<ConstantTensor | undefined> {
    let value = this.#known.get(name);
    if (!value) {
      value = this.#evaluate(name, depth);
      this.#known.set(name, value);
    }
    return value;
  }

  /** ConstantOfShape: its value, or 0, repeated. */
  async #filled(node: Node, dims: ConstantTensor | undefined): Promise<ConstantTensor | undefined> {
    const shape = dims && [...dims.data];
    if (!shape || !(elementCount(shape) <= mostFilled)) return undefined;
    const value = node.attributes.get('value');
    const [fill = 0] = value?.kind === 'tensor' ? await this.#model.readTensor(value.value) : [];
    return { shape, data: new Float64Array(elementCount(shape)).fill(fill) };
  }

  async #evaluate(name: string, depth: number): Promise<ConstantTensor | undefined> {
    const tensor = tensorOf(this.#model, name);
    if (tensor) return { shape: tensor.shape, data: await this.#model.readTensor(tensor) };
    const node = this.#model.graph.producer.get(name);
    if (!node || node.domain !== '' || depth === maxDepth) return undefined;
    const shaped = ofShape(node, () => this.#shapeOf(node.inputs[0]));
    if (shaped) return shaped.value;
    if (node.op !== 'ConstantOfShape' && !Object.hasOwn(constantOperators, node.op)) {
      return undefined;
    }
    const inputs: (ConstantTensor | undefined)[] = [];
    for (const input of node.inputs) {
      const value = input === '' ? undefined : await this.#read(input, depth + 1);
      if (input !== '' && !value) return undefined;
      inputs.push(value);
    }
    const result =
      node.op === 'ConstantOfShape'
        ? await this.#filled(node, inputs[0])
        : constantOperators[node.op](node, inputs);
    return result && elementCount(result.shape) === result.data.length ? result : undefined;
  }
}

/** What Shape, Size and EyeLike give, which look at a shape alone; for any other operator `undefined`. */
function ofShape(
  node: Node,
  shapeOf: () => Shape,
): { readonly value: ConstantTensor | undefined } | undefined {
  if (!['Shape', 'Size', 'EyeLike'].includes(node.op)) return undefined;
  const dims = shapeOf()?.map((dim) => (typeof dim === 'number' ? dim : NaN));
  if (!dims) return { value: undefined };
  if (node.op === 'EyeLike') return { value: identityMatrix(dims, numberAttribute(node, 'k', 0)) };
  const count = Float64Array.of(elementCount(dims));
  if (node.op === 'Size') return { value: { shape: [], data: count } };
  const [start, end] = ['start', 'end'].map((name) => numberAttribute(node, name, NaN));
  const taken = dims.slice(start || 0, Number.isNaN(end) ? undefined : end);
  return { value: { shape: [taken.length], data: Float64Array.from(taken) } };
}

/** Ones on the k-th diagonal; `undefined` where the shape is open or too large to write down. */
function identityMatrix(dims: readonly number[], k: number): ConstantTensor | undefined {
  const [rows, columns] = dims;
  const count = elementCount(dims);
  if (rows === undefined || columns === undefined || !(count <= mostFilled)) return undefined;
  const data = Float64Array.from({ length: count }, (_, at) =>
    (at % columns) - Math.floor(at / columns) === k ? 1 : 0,
  );
  return { shape: [rows, columns], data };
}
