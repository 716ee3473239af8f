import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { initializer, modelBytes, node, value } from '../../src/onnx/schema/writeModel.ts';

export interface ConvOptions {
  readonly from: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly group?: number;
}

/** Builds a convolutional network on images "x" with three channels, node by node: He weights, biases of scale 0.1, seeded. */
export class ConvGraph {
  switches = 0;
  readonly #clipAt: number | undefined;
  readonly #nodes: ReturnType<typeof node>[] = [];
  readonly #initializers: ReturnType<typeof initializer>[] = [];
  readonly #rng = randomGenerator(7);

  /** Switches are ReLUs, or clips at the given number. */
  constructor(clipAt?: number) {
    this.#clipAt = clipAt;
    if (clipAt !== undefined) {
      this.#initializers.push(initializer('zero', 'float32', [], Float32Array.of(0)));
      this.#initializers.push(initializer('top', 'float32', [], Float32Array.of(clipAt)));
    }
  }

  /** A convolution that keeps the size but for its stride; returns the name of its value. */
  affine({ from, inputs, outputs, kernel, stride = 1, group = 1 }: ConvOptions): string {
    const name = `conv${String(this.#nodes.length)}`;
    const fanIn = (inputs / group) * kernel * kernel;
    this.#random(`${name}.weight`, [outputs, inputs / group, kernel, kernel], Math.sqrt(1 / fanIn));
    this.#random(`${name}.bias`, [outputs], 0.1);
    const pad = (kernel - 1) / 2;
    const attributes = { pads: [pad, pad, pad, pad], strides: [stride, stride], group };
    this.#nodes.push(node('Conv', [from, `${name}.weight`, `${name}.bias`], [name], attributes));
    return name;
  }

  /** A convolution and its switch. */
  conv(options: ConvOptions): string {
    return this.switched(this.affine(options));
  }

  switched(from: string): string {
    this.switches++;
    const name = `${from}.active`;
    this.#nodes.push(
      this.#clipAt === undefined
        ? node('Relu', [from], [name])
        : node('Clip', [from, 'zero', 'top'], [name]),
    );
    return name;
  }

  sum(left: string, right: string): string {
    const name = `sum${String(this.#nodes.length)}`;
    this.#nodes.push(node('Add', [left, right], [name]));
    return name;
  }

  /** The maximum of 3 × 3 numbers at every second one. */
  maxPool(from: string): string {
    const name = `${from}.pooled`;
    const attributes = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] };
    this.#nodes.push(node('MaxPool', [from], [name], attributes));
    return name;
  }

  /** Bytes of the model: input "x" (rows × 3 × side × side), class scores "y" from the means of the last value's channels. */
  bytes(last: string, channels: number, classes: number, side: number): Uint8Array {
    this.#random('head', [channels, classes], Math.sqrt(1 / channels));
    this.#nodes.push(
      node('GlobalAveragePool', [last], ['means']),
      node('Flatten', ['means'], ['flat']),
      node('MatMul', ['flat', 'head'], ['y']),
    );
    return modelBytes({
      nodes: this.#nodes,
      initializers: this.#initializers,
      inputs: [value('x', 'float32', ['rows', 3, side, side])],
      outputs: [value('y', 'float32', ['rows', classes])],
    });
  }

  #random(name: string, dims: readonly number[], scale: number): void {
    const count = dims.reduce((product, size) => product * size, 1);
    const data = Float32Array.from({ length: count }, () => scale * this.#rng.normal());
    this.#initializers.push(initializer(name, 'float32', dims, data));
  }
}
