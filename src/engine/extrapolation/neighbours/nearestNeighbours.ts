import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { MatrixProduct } from '../../linalg/matrixProduct.ts';
import type { ProgressSink } from '../../progress.ts';
import { UserError } from '../../userError.ts';
import { squaredDistance } from '../squaredDistance.ts';
import { NeighbourKeys } from './neighbourKeys.ts';
import { QueryList } from './queryList.ts';
import { SmallestList } from './smallestList.ts';

/** The nearest rows of each query, nearest first (ties by row number). */
export interface Neighbours {
  /** At most the number asked for: fewer where there are fewer rows. */
  readonly k: number;
  /** queries × k, row numbers. */
  readonly rows: Int32Array;
  /** queries × k, 2-norm, ascending in each query. */
  readonly distances: Float64Array;
}

export interface NeighbourOptions {
  readonly product: MatrixProduct;
  readonly progress: ProgressSink;
  /** By query a row that is not its neighbour: the query itself, where queries are rows. */
  readonly without?: Int32Array;
}

/** Share by which float64 sums of squares may differ in another order; far more than they do. */
const roundingSlack = 1e-9;

/** Queries priced together: fewer leave the product waiting for memory. */
const batch = 512;

/** Rows listed of each block beyond those that could all be neighbours, so that a block seldom has to be gone through. */
const spareRows = 6;

/**
 * The k nearest rows of every query, exactly (float64 distances). One float32 matrix product orders the rows by
 * ‖x‖²/2 − ⟨x, q⟩ and lists the least of each block; only rows within the product's rounding bound of the k-th least can be
 * neighbours, and those are measured in float64. Where a block may hold more of them than it lists, all its rows are. Cost: the
 * product, N · d a query. Rows that are asked more than once are best given as their keys, which hold a float32 copy.
 * Throws UserError on empty rows or unequal widths.
 */
export async function nearestNeighbours(
  rowsOrKeys: Matrix | NeighbourKeys,
  queries: Matrix,
  count: number,
  { product, progress, without }: NeighbourOptions,
): Promise<Neighbours> {
  const rows = rowsOrKeys instanceof NeighbourKeys ? rowsOrKeys.source : rowsOrKeys;
  if (rows.rows === 0 || queries.columns !== rows.columns) {
    throw new UserError(
      `Neighbours need rows of one width; there are ${rows.rows} training rows of ${rows.columns} columns and test rows of ${queries.columns}.`,
      { code: 'mismatch' },
    );
  }
  const k = Math.min(count, rows.rows - (without ? 1 : 0));
  const found = new Int32Array(queries.rows * k);
  const distances = new Float64Array(queries.rows * k);
  const keys = rowsOrKeys instanceof NeighbourKeys ? rowsOrKeys : new NeighbourKeys(rowsOrKeys);
  for (let start = 0; k > 0 && start < queries.rows; start += batch) {
    progress.throwIfCancelled();
    progress.report('neighbours', start, queries.rows);
    const end = Math.min(start + batch, queries.rows);
    const listed = k + (without ? 1 : 0) + spareRows;
    const least = await product.leastProducts(
      keys.rows,
      keys.directions(queries, start, end),
      listed,
    );
    for (let query = start; query < end; query++) {
      const nearest = nearestOf(rows, queries, query, new QueryList(least, query - start), keys, {
        k,
        without: without?.[query],
      });
      found.set(nearest.items, query * k);
      distances.set(nearest.keys.map(Math.sqrt), query * k);
    }
  }
  return { k, rows: found, distances };
}

function nearestOf(
  rows: Matrix,
  queries: Matrix,
  query: number,
  list: QueryList,
  keys: NeighbourKeys,
  { k, without }: { readonly k: number; readonly without: number | undefined },
): SmallestList {
  // The excluded row may be among the least, so one more is needed to be sure of k neighbours.
  const least = list.key(without === undefined ? k : k + 1);
  const scale = keys.scaleOf(queries, query);
  const reach = scale.error === Infinity ? Infinity : least + 2 * scale.error;
  // No neighbour is farther than this: a row is left as soon as it is.
  const farthest = scale.squaredDistance(reach) * (1 + roundingSlack);
  const nearest = new SmallestList(k);
  const point = new Float64Array(rowOf(queries, query));
  for (const row of list.rowsWithin(reach, rows.rows)) {
    if (row === without) continue;
    const limit = Math.min(farthest, nearest.last);
    nearest.offer(squaredDistance(rows, row, point, limit), row);
  }
  return nearest;
}
