import { ConvGraph } from './convGraph.ts';

/** Architectures of published size, on images of 224 × 224 pixels with 1,000 classes; weights are random. */
export const publishedConvNets = {
  'ResNet-18': () => resnet([2, 2, 2, 2], basicBlock, 1),
  'ResNet-50': () => resnet([3, 4, 6, 3], bottleneck, 4),
  MobileNetV2: mobilenetV2,
};

const side = 224;
const classes = 1000;

interface Block {
  readonly net: ConvGraph;
  readonly from: string;
  readonly inputs: number;
  readonly width: number;
  readonly stride: number;
}

/** Blocks of four stages; each ends with `expansion` times the stage's width (He et al. 2015, table 1). */
function resnet(
  blocks: readonly number[],
  block: (options: Block) => string,
  expansion: number,
): Uint8Array {
  const net = new ConvGraph();
  let from = net.maxPool(net.conv({ from: 'x', inputs: 3, outputs: 64, kernel: 7, stride: 2 }));
  let inputs = 64;
  for (const [stage, count] of blocks.entries()) {
    const width = 64 * 2 ** stage;
    for (let index = 0; index < count; index++) {
      const stride = index === 0 && stage > 0 ? 2 : 1;
      from = block({ net, from, inputs, width, stride });
      inputs = expansion * width;
    }
  }
  return net.bytes(from, inputs, classes, side);
}

function basicBlock({ net, from, inputs, width, stride }: Block): string {
  const inner = net.conv({ from, inputs, outputs: width, kernel: 3, stride });
  const outer = net.affine({ from: inner, inputs: width, outputs: width, kernel: 3 });
  return net.switched(net.sum(shortcut(net, from, inputs, width, stride), outer));
}

function bottleneck({ net, from, inputs, width, stride }: Block): string {
  const narrow = net.conv({ from, inputs, outputs: width, kernel: 1 });
  const inner = net.conv({ from: narrow, inputs: width, outputs: width, kernel: 3, stride });
  const outer = net.affine({ from: inner, inputs: width, outputs: 4 * width, kernel: 1 });
  return net.switched(net.sum(shortcut(net, from, inputs, 4 * width, stride), outer));
}

/** The value itself where the block keeps its shape, else a projection. */
function shortcut(
  net: ConvGraph,
  from: string,
  inputs: number,
  outputs: number,
  stride: number,
): string {
  if (inputs === outputs && stride === 1) return from;
  return net.affine({ from, inputs, outputs, kernel: 1, stride });
}

/** Expansion, channels, blocks and first stride of each stage (Sandler et al. 2018, table 2). */
const stages = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

function mobilenetV2(): Uint8Array {
  const net = new ConvGraph(6);
  let from = net.conv({ from: 'x', inputs: 3, outputs: 32, kernel: 3, stride: 2 });
  let inputs = 32;
  for (const [expansion, outputs, blocks, firstStride] of stages) {
    for (let index = 0; index < blocks; index++) {
      const wide = expansion * inputs;
      const stride = index === 0 ? firstStride : 1;
      const expanded =
        expansion === 1 ? from : net.conv({ from, inputs, outputs: wide, kernel: 1 });
      const depthwise = { inputs: wide, outputs: wide, kernel: 3, stride, group: wide };
      const filtered = net.conv({ from: expanded, ...depthwise });
      const projected = net.affine({ from: filtered, inputs: wide, outputs, kernel: 1 });
      from = stride === 1 && inputs === outputs ? net.sum(from, projected) : projected;
      inputs = outputs;
    }
  }
  const last = net.conv({ from, inputs, outputs: 1280, kernel: 1 });
  return net.bytes(last, 1280, classes, side);
}
