import { UserError } from '../../engine/userError.ts';
import type { Preprocess } from '../dataset.ts';
import { elementCount, shapeText } from '../shapeText.ts';

/** Preprocessing laid over a row: runs of `inner` elements belong to channels 0, 1, …, `channels` − 1, 0, 1, … */
export interface ChannelPlan {
  readonly channels: number;
  readonly inner: number;
  readonly scale: number;
  /** Length `channels`. */
  readonly mean: Float64Array;
  /** Length `channels`. */
  readonly std: Float64Array;
}

/** Throws UserError when a number of the preprocessing cannot be meant. */
export function checkPreprocess({ scale = 1, mean = [], std = [] }: Preprocess): void {
  if (!Number.isFinite(scale) || scale <= 0) {
    throw new UserError(`scale is ${scale}: give a positive number to divide the data by.`);
  }
  if (!mean.every(Number.isFinite)) {
    throw new UserError(`mean is ${mean.join(', ')}: give finite numbers, one or one a channel.`);
  }
  if (!std.every((value) => Number.isFinite(value) && value > 0)) {
    throw new UserError(`std is ${std.join(', ')}: give positive numbers, one or one a channel.`);
  }
  if (mean.length > 1 && std.length > 1 && mean.length !== std.length) {
    throw new UserError(
      `mean has ${mean.length} numbers and std ${std.length}: give one a channel in both, or a single one.`,
    );
  }
}

/**
 * Lays mean and std over one sample of shape `rowShape` of the data `label`. The channel axis is the first ("nchw") or the last ("nhwc"),
 * singletons aside; without a layout, the one of the two whose length fits. Throws UserError when neither or both do.
 */
export function channelPlan(
  preprocess: Preprocess,
  rowShape: readonly number[],
  label: string,
): ChannelPlan {
  checkPreprocess(preprocess);
  const { scale = 1, mean = [], std = [], layout } = preprocess;
  const channels = Math.max(1, mean.length, std.length);
  const spread = (values: readonly number[], absent: number) =>
    Float64Array.from(
      { length: channels },
      (_, c) => values[values.length === 1 ? 0 : c] ?? absent,
    );
  const plan = { channels, scale, mean: spread(mean, 0), std: spread(std, 1) };
  if (channels === 1) return { ...plan, inner: elementCount(rowShape) };
  const shape = rowShape.filter((extent) => extent !== 1);
  const axis = channelAxis(shape, channels, layout);
  if (axis !== undefined) return { ...plan, inner: elementCount(shape.slice(axis + 1)) };
  const bothFit = layout === undefined && shape[0] === channels;
  const advice = bothFit
    ? 'say with the layout (nchw or nhwc) which axis counts channels'
    : 'give one number a channel, or a single one';
  throw new UserError(
    `${label}: mean and std have ${channels} numbers but one sample is ${shapeText(rowShape)}; ${advice}.`,
    { code: 'mismatch' },
  );
}

function channelAxis(
  shape: readonly number[],
  channels: number,
  layout: Preprocess['layout'],
): number | undefined {
  const last = shape.length - 1;
  const candidates = new Set(layout === undefined ? [0, last] : [layout === 'nchw' ? 0 : last]);
  const fitting = [...candidates].filter((axis) => shape[axis] === channels);
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The formula in words: "x / 255", "(x / 255 − mean) / std", "none". */
export function preprocessText({ scale = 1, mean = [], std = [] }: Preprocess): string {
  const scaled = scale === 1 ? 'x' : `x / ${scale}`;
  const centred = mean.length === 0 ? scaled : `${scaled} − mean`;
  if (std.length === 0) return centred === 'x' ? 'none' : centred;
  return centred === 'x' ? 'x / std' : `(${centred}) / std`;
}
