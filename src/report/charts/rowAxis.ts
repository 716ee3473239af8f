/** Encodings that the charts with one row a layer (or space) share. Data rows carry `row` (label), `name` (full name). */
export const rowAxis = {
  field: 'row',
  type: 'nominal',
  // Graph order, as the rows come.
  sort: null,
  axis: { title: null, grid: true, gridOpacity: 0.1 },
} as const;

/** Tooltip entry of a text field. */
export function told(field: string, title: string) {
  return { field, title, type: 'nominal' } as const;
}
