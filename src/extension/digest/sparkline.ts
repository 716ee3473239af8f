const bars = '▁▂▃▄▅▆▇█';

/** Values as a line of bars between their smallest and largest, `width` at most, the last ones; a gap is a space. */
export function sparkline(values: readonly (number | null)[], width = 12): string {
  const shown = values.slice(-width);
  const known = shown.filter((value) => value !== null);
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  return shown
    .map((value) => {
      if (value === null) return ' ';
      // A constant series is a line at mid height.
      const share = range > 0 ? (value - low) / range : 0.5;
      return bars[Math.round(share * (bars.length - 1))];
    })
    .join('');
}
