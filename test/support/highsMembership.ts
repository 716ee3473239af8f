import highsLoader from 'highs';
import { type Matrix, rowOf } from '../../src/engine/linalg/matrix.ts';

/** Asks HiGHS whether a query is a convex combination of the rows. */
export interface HighsMembership {
  /** "undecided" where HiGHS stops without an answer. */
  verdict(query: ArrayLike<number>): 'inside' | 'outside' | 'undecided';
  dispose(): void;
}

/**
 * The linear program Xᵀw = q, Σw = 1, w ≥ 0 in the `highs` package. The model is built once and only its right-hand side
 * changes from query to query, each solved afresh: kinder to HiGHS than text, and never a stale basis.
 */
export async function highsMembership(rows: Matrix): Promise<HighsMembership> {
  const highs = await highsLoader();
  const { rows: n, columns: d } = rows;
  const starts = Int32Array.from({ length: n + 1 }, (_, i) => i * (d + 1));
  const indices = Int32Array.from({ length: n * (d + 1) }, (_, at) => at % (d + 1));
  const values = new Float64Array(n * (d + 1)).fill(1);
  for (let i = 0; i < n; i++) values.set(rowOf(rows, i), i * (d + 1));
  const ones = new Float64Array(d + 1).fill(1);
  const model = highs.createModel({
    numCols: n,
    numRows: d + 1,
    colCost: new Float64Array(n),
    colLower: new Float64Array(n),
    colUpper: new Float64Array(n).fill(highs.infinity),
    rowLower: ones,
    rowUpper: ones,
    matrix: { format: 'csc', numRows: d + 1, numCols: n, starts, indices, values },
  });
  model.options.set({ output_flag: false });
  const { optimal, infeasible } = highs.constants.modelStatus;
  return {
    verdict(query) {
      for (let k = 0; k < d; k++) model.changeRowBounds(k, query[k], query[k]);
      model.clearSolver();
      model.run();
      const status = model.getModelStatus();
      return status === optimal ? 'inside' : status === infeasible ? 'outside' : 'undecided';
    },
    dispose: () => {
      model.dispose();
    },
  };
}
