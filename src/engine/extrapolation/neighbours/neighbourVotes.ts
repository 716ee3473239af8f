import type { Neighbours } from './nearestNeighbours.ts';

/** The class most of each query's neighbours have; of equally many the one with the nearer neighbour. `labels` by row. */
export function neighbourVotes({ k, rows }: Neighbours, labels: ArrayLike<number>): Int32Array {
  const queries = k === 0 ? 0 : rows.length / k;
  const votes = new Int32Array(queries);
  for (let query = 0; query < queries; query++) {
    // Insertion order is order of distance, so the first of equal counts is the nearer.
    const counts = new Map<number, number>();
    for (const row of rows.subarray(query * k, (query + 1) * k)) {
      counts.set(labels[row], (counts.get(labels[row]) ?? 0) + 1);
    }
    let most = 0;
    for (const [label, count] of counts) {
      if (count > most) {
        most = count;
        votes[query] = label;
      }
    }
  }
  return votes;
}
