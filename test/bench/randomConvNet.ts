import { ConvGraph } from './convGraph.ts';

/** A seeded convolutional ReLU network on images of `side` × `side` pixels with three channels. */
export interface ConvNetShape {
  /** Plain convolutions in pairs with a sum around them, or depthwise ones between two pointwise ones, clipped at 6. */
  readonly kind: 'resnet' | 'mobilenet';
  /** Layers that switch, at least. */
  readonly depth: number;
  readonly channels: number;
  readonly side: number;
}

/** Bytes of the model: input "x" (rows × 3 × side × side), ten class scores "y". */
export function convNetBytes({ kind, depth, channels, side }: ConvNetShape): Uint8Array {
  const net = new ConvGraph(kind === 'mobilenet' ? 6 : undefined);
  let last = net.conv({ from: 'x', inputs: 3, outputs: channels, kernel: 3 });
  while (net.switches < depth) {
    last = (kind === 'resnet' ? residualBlock : invertedBlock)(net, last, channels);
  }
  return net.bytes(last, channels, 10, side);
}

function residualBlock(net: ConvGraph, from: string, channels: number): string {
  const same = { inputs: channels, outputs: channels, kernel: 3 };
  const outer = net.affine({ from: net.conv({ from, ...same }), ...same });
  return net.switched(net.sum(from, outer));
}

function invertedBlock(net: ConvGraph, from: string, channels: number): string {
  const wide = 4 * channels;
  const expanded = net.conv({ from, inputs: channels, outputs: wide, kernel: 1 });
  const filtered = net.conv({
    from: expanded,
    inputs: wide,
    outputs: wide,
    kernel: 3,
    group: wide,
  });
  return net.sum(from, net.affine({ from: filtered, inputs: wide, outputs: channels, kernel: 1 }));
}
