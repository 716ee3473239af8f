import type { Matrix } from '../linalg/matrix.ts';
import { SortedColumns } from './sortedColumns.ts';

/** A binary tree of tests on single columns. Node 0 is the root. */
export interface ClassificationTree {
  /** Column tested by each node; −1 for a leaf. */
  readonly column: Int32Array;
  /** A row goes to `below` where its value is at most this, else to `above`. */
  readonly threshold: Float64Array;
  readonly below: Int32Array;
  readonly above: Int32Array;
  readonly leaves: number;
}

interface Split {
  readonly column: number;
  readonly threshold: number;
  /** Rows that go below. */
  readonly count: number;
  /** Decrease of rows × Gini impurity; positive. */
  readonly gain: number;
}

interface OpenLeaf {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly split: Split;
}

/**
 * CART (Breiman et al. 1984): the leaf whose best split lowers Gini impurity most is split next, until there are `mostLeaves` leaves or
 * none can be improved. Thresholds lie midway between two values of the training rows. Ties go to the lower column and threshold.
 * `labels` are classes from 0. Cost: a sort of every column, then rows × columns a level of the tree.
 */
export function classificationTree(
  rows: Matrix,
  labels: Int32Array,
  mostLeaves: number,
): ClassificationTree {
  const columns = new SortedColumns(rows);
  const classes = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const [column, threshold, below, above]: number[][] = [[], [], [], []];
  const open: OpenLeaf[] = [];
  const addLeaf = (start: number, end: number): number => {
    const node = column.push(-1) - 1;
    threshold.push(0);
    below.push(-1);
    above.push(-1);
    const split = bestSplit(columns, labels, classes, start, end);
    if (split) open.push({ node, start, end, split });
    return node;
  };
  addLeaf(0, rows.rows);
  let leaves = 1;
  for (; leaves < mostLeaves && open.length > 0; leaves++) {
    const best = open.reduce((a, b, i) => (b.split.gain > open[a].split.gain ? i : a), 0);
    const [{ node, start, end, split }] = open.splice(best, 1);
    columns.divide(start, end, split.column, split.count);
    column[node] = split.column;
    threshold[node] = split.threshold;
    below[node] = addLeaf(start, start + split.count);
    above[node] = addLeaf(start + split.count, end);
  }
  return {
    column: Int32Array.from(column),
    threshold: Float64Array.from(threshold),
    below: Int32Array.from(below),
    above: Int32Array.from(above),
    leaves,
  };
}

/** Best split of the rows in [start, end) of every column's order, or `undefined` when none lowers the impurity. */
function bestSplit(
  columns: SortedColumns,
  labels: Int32Array,
  classes: number,
  start: number,
  end: number,
): Split | undefined {
  const total = new Int32Array(classes);
  for (let i = start; i < end; i++) total[labels[columns.rowAt(0, i)]]++;
  const size = end - start;
  const whole = total.reduce((sum, count) => sum + count * count, 0) / size;
  // Pure: rows × (1 − Σ p²) is already 0.
  if (whole === size) return undefined;
  let best: Split | undefined;
  const lower = new Int32Array(classes);
  for (let column = 0; column < columns.count; column++) {
    if (columns.valueAt(column, start) === columns.valueAt(column, end - 1)) continue;
    lower.fill(0);
    let [lowerSquares, upperSquares] = [0, whole * size];
    for (let i = start; i + 1 < end; i++) {
      const label = labels[columns.rowAt(column, i)];
      lowerSquares += 2 * lower[label] + 1;
      upperSquares -= 2 * (total[label] - lower[label]) - 1;
      lower[label]++;
      const [here, next] = [columns.valueAt(column, i), columns.valueAt(column, i + 1)];
      if (here === next) continue;
      const count = i + 1 - start;
      const gain = lowerSquares / count + upperSquares / (size - count) - whole;
      if (gain > (best?.gain ?? 2 ** -40 * size)) {
        best = { column, threshold: here + (next - here) / 2, count, gain };
      }
    }
  }
  return best;
}
