import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import { initializer, modelBytes, node, value } from '../../src/onnx/schema/writeModel.ts';

/** A seeded convolutional ReLU network on images of `side` × `side` pixels with three channels. */
export interface ConvNetShape {
  /** Plain convolutions in pairs with a sum around them, or depthwise ones between two pointwise ones, clipped at 6. */
  readonly kind: 'resnet' | 'mobilenet';
  /** Layers that switch, at least. */
  readonly depth: number;
  readonly channels: number;
  readonly side: number;
}

/** Bytes of the model: input "x" (rows × 3 × side × side), ten class scores "y". He weights, biases of scale 0.1. */
export function convNetBytes(shape: ConvNetShape): Uint8Array {
  const net = new ConvNet(shape);
  let last = net.conv('x', 3, shape.channels, 3);
  while (net.switches < shape.depth) {
    last = shape.kind === 'resnet' ? net.residualBlock(last) : net.invertedBlock(last);
  }
  return net.bytes(last);
}

class ConvNet {
  switches = 0;
  readonly #shape: ConvNetShape;
  readonly #nodes: ReturnType<typeof node>[] = [];
  readonly #initializers: ReturnType<typeof initializer>[] = [];
  readonly #rng = randomGenerator(7);

  constructor(shape: ConvNetShape) {
    this.#shape = shape;
    if (shape.kind === 'mobilenet') {
      this.#initializers.push(initializer('zero', 'float32', [], Float32Array.of(0)));
      this.#initializers.push(initializer('six', 'float32', [], Float32Array.of(6)));
    }
  }

  /** A convolution and its switch; returns the name behind it. */
  conv(from: string, inputs: number, outputs: number, kernel: number, group = 1): string {
    return this.#switched(this.#affine(from, inputs, outputs, kernel, group));
  }

  residualBlock(from: string): string {
    const { channels } = this.#shape;
    const inner = this.conv(from, channels, channels, 3);
    const outer = this.#affine(inner, channels, channels, 3, 1);
    return this.#switched(this.#sum(from, outer));
  }

  invertedBlock(from: string): string {
    const { channels } = this.#shape;
    const wide = 4 * channels;
    const expanded = this.conv(from, channels, wide, 1);
    const filtered = this.conv(expanded, wide, wide, 3, wide);
    return this.#sum(from, this.#affine(filtered, wide, channels, 1, 1));
  }

  bytes(last: string): Uint8Array {
    const { channels, side } = this.#shape;
    this.#random('head', [channels, 10], Math.sqrt(1 / channels));
    this.#nodes.push(
      node('GlobalAveragePool', [last], ['pooled']),
      node('Flatten', ['pooled'], ['flat']),
      node('MatMul', ['flat', 'head'], ['y']),
    );
    return modelBytes({
      nodes: this.#nodes,
      initializers: this.#initializers,
      inputs: [value('x', 'float32', ['rows', 3, side, side])],
      outputs: [value('y', 'float32', ['rows', 10])],
    });
  }

  #affine(from: string, inputs: number, outputs: number, kernel: number, group: number): string {
    const name = `conv${String(this.#nodes.length)}`;
    const fanIn = (inputs / group) * kernel * kernel;
    this.#random(`${name}.weight`, [outputs, inputs / group, kernel, kernel], Math.sqrt(1 / fanIn));
    this.#random(`${name}.bias`, [outputs], 0.1);
    const pad = (kernel - 1) / 2;
    const attributes = { pads: [pad, pad, pad, pad], group };
    this.#nodes.push(node('Conv', [from, `${name}.weight`, `${name}.bias`], [name], attributes));
    return name;
  }

  #switched(from: string): string {
    this.switches++;
    const name = `${from}.active`;
    const isClipped = this.#shape.kind === 'mobilenet';
    this.#nodes.push(
      isClipped ? node('Clip', [from, 'zero', 'six'], [name]) : node('Relu', [from], [name]),
    );
    return name;
  }

  #sum(left: string, right: string): string {
    const name = `sum${String(this.#nodes.length)}`;
    this.#nodes.push(node('Add', [left, right], [name]));
    return name;
  }

  #random(name: string, dims: readonly number[], scale: number): void {
    const count = dims.reduce((product, size) => product * size, 1);
    const data = Float32Array.from({ length: count }, () => scale * this.#rng.normal());
    this.#initializers.push(initializer(name, 'float32', dims, data));
  }
}
