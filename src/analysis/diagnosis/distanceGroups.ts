/** Groups of test rows by distance. */
const deciles = 10;

/** Rows of like distance. */
export interface RowGroup {
  /** Largest distance in the group. */
  readonly upTo: number;
  readonly rows: readonly number[];
}

/** Rows in ascending distance, cut into tenths (fewer rows into as many groups); ties stay in row order. */
export function distanceGroups(distances: readonly number[]): RowGroup[] {
  const order = distances.map((_, row) => row).sort((a, b) => distances[a]! - distances[b]!);
  const groups = Math.min(deciles, order.length);
  return Array.from({ length: groups }, (_, group) => {
    const start = Math.floor((group * order.length) / groups);
    const rows = order.slice(start, Math.floor(((group + 1) * order.length) / groups));
    return { upTo: distances[rows.at(-1)!]!, rows };
  });
}
