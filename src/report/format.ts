/** Largest magnitude that is written out in full; beyond it the exponent form is easier to read. */
const largestPlain = 1e9;
const smallestPlain = 1e-4;

const integerFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number with thousands separators: 60000 → "60,000". */
export function formatCount(value: number): string {
  return integerFormat.format(value);
}

/** Four significant digits, thousands separators, no trailing zeros: 0.0337812 → "0.03378", 2144.7 → "2,145", 1.5e-7 → "1.5e-7". */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= largestPlain || size < smallestPlain) {
    return value
      .toExponential(3)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e');
  }
  if (size >= 999.95) return integerFormat.format(value);
  return String(Number(value.toPrecision(4)));
}

/** {@link formatNumber}, or an en dash where there is no number. */
export function formatOptional(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : formatNumber(value);
}

/**
 * A share in [0,1] as a percentage with one decimal, two significant digits when small: 0.3477 → "34.8%", 0.00031 → "0.031%".
 * "0%" and "100%" are written only for shares that are exactly 0 or 1.
 */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent}%`;
  if (percent > 99.9 && percent < 100) return '> 99.9%';
  if (percent < 0.001 && percent > 0) return '< 0.001%';
  const size = Math.abs(percent);
  return size >= 1 ? `${Number(percent.toFixed(1))}%` : `${Number(percent.toPrecision(2))}%`;
}

/** {@link formatShare}, or an en dash where there is no share. */
export function formatOptionalShare(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : formatShare(share);
}

/** Milliseconds in the unit a person would say: "85 ms", "4.2 s", "3 min 5 s". */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Decimal byte sizes: "812 bytes", "1.1 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${Number(size.toPrecision(3))} ${units[unit]}`;
}

/** "1 × 28 × 28"; a scalar is "scalar". */
export function formatShape(shape: readonly (number | string)[]): string {
  return shape.length === 0 ? 'scalar' : shape.join(' × ');
}
