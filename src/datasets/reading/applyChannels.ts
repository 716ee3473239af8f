import type { ChannelPlan } from './channels.ts';
import type { NumericView } from './elementView.ts';

/** Preprocessing of bytes, looked up instead of computed. */
export interface ByteTable {
  readonly plan: ChannelPlan;
  /** Entry `channel · 256 + byte`. */
  readonly values: Float32Array;
  /** No byte leaves the range of float32, so that results need no check. */
  readonly finite: boolean;
}

/** For every channel the 256 results of a byte. */
export function byteTable(plan: ChannelPlan): ByteTable {
  const { channels, scale, mean, std } = plan;
  const values = new Float32Array(channels * 256);
  for (let channel = 0; channel < channels; channel++) {
    for (let byte = 0; byte < 256; byte++) {
      values[channel * 256 + byte] = (byte / scale - mean[channel]) / std[channel];
    }
  }
  return { plan, values, finite: values.every(Number.isFinite) };
}

/** Writes whole rows of bytes through a table into `out` from `start`. */
export function applyTableInto(
  bytes: Uint8Array,
  { plan, values }: ByteTable,
  out: Float32Array,
  start: number,
): void {
  const { channels, inner } = plan;
  let from = 0;
  while (from < bytes.length) {
    for (let channel = 0; channel < channels; channel++) {
      const base = channel * 256;
      const end = from + inner;
      for (; from < end; from++) out[start + from] = values[base + bytes[from]];
    }
  }
}

/** Writes (x / scale − mean) / std of whole rows into `out` from `start`; float64 until the last rounding. */
export function applyChannelsInto(
  values: NumericView,
  plan: ChannelPlan,
  out: Float32Array,
  start: number,
): void {
  const { channels, inner, scale, mean, std } = plan;
  let from = 0;
  while (from < values.length) {
    for (let channel = 0; channel < channels; channel++) {
      const end = from + inner;
      for (; from < end; from++) {
        out[start + from] = (values[from] / scale - mean[channel]) / std[channel];
      }
    }
  }
}
