import { type Model, type TensorRef } from '../model.ts';
import { type Shape } from '../shapes/shape.ts';
import { elementCount } from '../tensor/storedTensor.ts';
import { constantOperators } from './constantOperators.ts';
import { type ConstantTensor } from './constantTensor.ts';

/** Sub-graphs of constants deeper than this are left to the runtime. */
const maxDepth = 64;

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

  async #evaluate(name: string, depth: number): Promise<ConstantTensor | undefined> {
    const tensor = tensorOf(this.#model, name);
    if (tensor) return { shape: tensor.shape, data: await this.#model.readTensor(tensor) };
    const node = this.#model.graph.producer.get(name);
    if (!node || node.domain !== '' || depth === maxDepth) return undefined;
    if (node.op === 'Shape') return shapeValues(this.#shapeOf(node.inputs[0]!));
    if (!Object.hasOwn(constantOperators, node.op)) return undefined;
    const inputs: (ConstantTensor | undefined)[] = [];
    for (const input of node.inputs) {
      const value = input === '' ? undefined : await this.#read(input, depth + 1);
      if (input !== '' && !value) return undefined;
      inputs.push(value);
    }
    const result = constantOperators[node.op]!(node, inputs);
    return result && elementCount(result.shape) === result.data.length ? result : undefined;
  }
}

function shapeValues(shape: Shape): ConstantTensor | undefined {
  if (!shape) return undefined;
  const dims = shape.map((dim) => (typeof dim === 'number' ? dim : NaN));
  return { shape: [dims.length], data: Float64Array.from(dims) };
}
