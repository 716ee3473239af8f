import type { Series } from './drawing.ts';

/** A channel that tells the series of a mark: data carry its label as `series`, and each shows as `value` gives it. */
export function bySeries(
  series: readonly Series[],
  value: (series: Series, index: number) => string | readonly number[],
) {
  return {
    field: 'series',
    type: 'nominal' as const,
    scale: {
      domain: series.map(({ label }) => label),
      // Vega-Lite's types take a list of strings or of lists, not of either.
      range: series.map(value) as string[],
    },
  };
}
