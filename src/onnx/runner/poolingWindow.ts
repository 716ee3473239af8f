import { type Node } from '../model.ts';

/** Geometry of a pooling node, resolved for known sizes; every list has one entry a spatial axis. */
export interface PoolingWindow {
  readonly kernel: readonly number[];
  readonly dilations: readonly number[];
  /** Input sizes. */
  readonly input: readonly number[];
  /** First input coordinate of each window along the axis; negative inside the padding. */
  readonly starts: readonly (readonly number[])[];
  /** The node's own attributes, to make its twin. */
  readonly attributes: Readonly<Record<string, number | string | readonly number[]>>;
}

const kept = ['kernel_shape', 'strides', 'pads', 'dilations', 'auto_pad', 'ceil_mode'] as const;

/** Reads a MaxPool node whose input and output have the spatial sizes `input` and `output`. */
export function poolingWindow(
  node: Node,
  input: readonly number[],
  output: readonly number[],
): PoolingWindow {
  const ints = (name: string, fallback: number) => {
    const attribute = node.attributes.get(name);
    return attribute?.kind === 'ints' ? attribute.value : input.map(() => fallback);
  };
  const kernel = ints('kernel_shape', 1);
  const strides = ints('strides', 1);
  const dilations = ints('dilations', 1);
  const autoPad = node.attributes.get('auto_pad');
  const mode = autoPad?.kind === 'string' ? autoPad.value : 'NOTSET';
  const explicit = ints('pads', 0);
  const starts = input.map((size, axis) => {
    const reach = (output[axis]! - 1) * strides[axis]! + (kernel[axis]! - 1) * dilations[axis]! + 1;
    const before = padBefore(mode, Math.max(reach - size, 0), explicit[axis]!);
    return Array.from({ length: output[axis]! }, (_, step) => step * strides[axis]! - before);
  });
  return { kernel, dilations, input, starts, attributes: copiedAttributes(node) };
}

/** Padding before the first element; `missing` is what SAME_* has to make up, the odd one at the named end. */
function padBefore(mode: string, missing: number, explicit: number): number {
  switch (mode) {
    case 'SAME_UPPER':
      return Math.floor(missing / 2);
    case 'SAME_LOWER':
      return Math.ceil(missing / 2);
    case 'VALID':
      return 0;
    default:
      return explicit;
  }
}

function copiedAttributes(node: Node): PoolingWindow['attributes'] {
  const copies: Record<string, number | string | readonly number[]> = {};
  for (const name of kept) {
    const attribute = node.attributes.get(name);
    if (attribute?.kind === 'ints' || attribute?.kind === 'int' || attribute?.kind === 'string') {
      copies[name] = attribute.value;
    }
  }
  return copies;
}
