/** [start, end] on a line; empty when end ≤ start. */
export type Interval = readonly [start: number, end: number];

/** Length of the union of intervals, in any order, overlapping or empty. */
export function unionLength(intervals: readonly Interval[]): number {
  const sorted = intervals.filter(([start, end]) => end > start).sort((a, b) => a[0] - b[0]);
  let length = 0;
  let reached = -Infinity;
  for (const [start, end] of sorted) {
    if (end <= reached) continue;
    length += end - Math.max(start, reached);
    reached = end;
  }
  return length;
}
