import { intsAttribute, numberAttribute, stringAttribute } from '../attributes.ts';
import { type Node } from '../model.ts';
import { type Dimension } from './shape.ts';

/** Spatial dimensions after a convolution or pooling window of size `kernel` slides over `spatial`. */
export function slidingDimensions(
  node: Node,
  spatial: readonly Dimension[],
  kernel: readonly Dimension[],
): Dimension[] {
  const strides = intsAttribute(node, 'strides');
  const dilations = intsAttribute(node, 'dilations');
  const pads = intsAttribute(node, 'pads');
  const autoPad = stringAttribute(node, 'auto_pad', 'NOTSET');
  const round = numberAttribute(node, 'ceil_mode', 0) === 1 ? Math.ceil : Math.floor;
  return spatial.map((size, axis) => {
    const window = kernel[axis];
    if (typeof size !== 'number' || typeof window !== 'number') return '?';
    const stride = strides?.[axis] ?? 1;
    if (autoPad.startsWith('SAME')) return Math.ceil(size / stride);
    const reach = (dilations?.[axis] ?? 1) * (window - 1) + 1;
    const padding = (pads?.[axis] ?? 0) + (pads?.[axis + spatial.length] ?? 0);
    return round((size + padding - reach) / stride) + 1;
  });
}

/** Spatial dimensions after a transposed convolution. */
export function transposedDimensions(
  node: Node,
  spatial: readonly Dimension[],
  kernel: readonly Dimension[],
): Dimension[] {
  const given = intsAttribute(node, 'output_shape');
  if (given) return given.slice(-spatial.length);
  const strides = intsAttribute(node, 'strides');
  const dilations = intsAttribute(node, 'dilations');
  const pads = intsAttribute(node, 'pads');
  const extra = intsAttribute(node, 'output_padding');
  const same = stringAttribute(node, 'auto_pad', 'NOTSET').startsWith('SAME');
  return spatial.map((size, axis) => {
    const window = kernel[axis];
    if (typeof size !== 'number' || typeof window !== 'number') return '?';
    const stride = strides?.[axis] ?? 1;
    if (same) return size * stride;
    const padding = (pads?.[axis] ?? 0) + (pads?.[axis + spatial.length] ?? 0);
    const reach = (dilations?.[axis] ?? 1) * (window - 1) + 1;
    return stride * (size - 1) + (extra?.[axis] ?? 0) + reach - padding;
  });
}
