import type { ChannelPlan } from './channels.ts';
import type { NumericView } from './elementView.ts';

/** For every channel the 256 results of a byte: entry `channel · 256 + byte`. */
export function byteTable({ channels, scale, mean, std }: ChannelPlan): Float32Array {
  const table = new Float32Array(channels * 256);
  for (let channel = 0; channel < channels; channel++) {
    for (let byte = 0; byte < 256; byte++) {
      table[channel * 256 + byte] = (byte / scale - mean[channel]) / std[channel];
    }
  }
  return table;
}

/** Writes whole rows of bytes through `byteTable` into `out` from `start`. */
export function applyTableInto(
  bytes: Uint8Array,
  plan: ChannelPlan,
  table: Float32Array,
  out: Float32Array,
  start: number,
): void {
  const { channels, inner } = plan;
  let from = 0;
  while (from < bytes.length) {
    for (let channel = 0; channel < channels; channel++) {
      const base = channel * 256;
      const end = from + inner;
      for (; from < end; from++) out[start + from] = table[base + bytes[from]];
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
