import { type Matrix, rowsOf } from '../linalg/matrix.ts';
import type { MatrixProduct } from '../linalg/matrixProduct.ts';
import { isOver, type ProgressSink, silentProgress } from '../progress.ts';
import type { HullVerdict } from './hull/hullVerdict.ts';
import { hullMembership } from './hullMembership.ts';

/**
 * For each of the named rows its verdict against the hull of all other rows (D37): outside = it is a vertex of the data's own
 * hull. A solve a row, each N · d at least: meant for some thousand rows. Once the run is over the rest is undecided.
 */
export async function leaveOneOut(
  rows: Matrix,
  chosen: ArrayLike<number>,
  { product, progress }: { readonly product: MatrixProduct; readonly progress: ProgressSink },
): Promise<HullVerdict['verdict'][]> {
  const { columns, data } = rows;
  const others = data.slice(columns);
  const verdicts: HullVerdict['verdict'][] = [];
  const quiet = { ...silentProgress, throwIfCancelled: () => progress.throwIfCancelled() };
  for (let i = 0; i < chosen.length; i++) {
    if (isOver(progress)) return [...verdicts, ...undecided(chosen.length - i)];
    progress.report('leave-one-out', i, chosen.length);
    const row = chosen[i];
    // The first row takes the place of the one that is left out; for row 0 every other row stands already.
    others.set(data.subarray(columns));
    if (row > 0) others.set(data.subarray(0, columns), (row - 1) * columns);
    const [{ verdict }] = await hullMembership(
      { rows: rows.rows - 1, columns, data: others },
      rowsOf(rows, row, row + 1),
      { product, distance: false, progress: quiet },
    );
    verdicts.push(verdict);
  }
  return verdicts;
}

function undecided(count: number): 'undecided'[] {
  return new Array<'undecided'>(count).fill('undecided');
}
