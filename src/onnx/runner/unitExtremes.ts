import { type GraphFragment } from './graphFragment.ts';

/** Names of the values that carry the extremes of a site; see {@link import('../runner.ts').SiteChunk.extremes}. */
export interface ExtremeOutputs {
  readonly topValues: string;
  readonly topRows: string;
  readonly least: string;
  readonly sums: string;
}

/** Puts a row that only fills up a block behind every real one; far from float32's end, so that adding to it stays finite. */
const farAway = 1e30;

/** How rows are counted: a 1 × rows value of ones, with zeros for rows that only fill up a block, if there can be such rows. */
export interface RowWeights {
  readonly value: string;
  readonly fillUp: boolean;
}

/** Values of rows × units at a site, by their names. */
export interface UnitValues {
  readonly units: number;
  /** The largest z over positions. */
  readonly largest: string;
  /** The least |z| over positions. */
  readonly least: string;
}

/** Per unit, the `count` rows with the largest z, and the least and the sum over rows of the least |z|. */
export function unitExtremes(
  fragment: GraphFragment,
  count: number,
  { units, largest, least }: UnitValues,
  weights: RowWeights,
): ExtremeOutputs {
  const real = realRows(fragment, largest, least, weights);
  // Rows last: the runtime's TopK is several times faster along the last axis.
  const byUnit = fragment.op('Transpose', [real.largest], { perm: [1, 0] });
  const [topValues, topRows] =
    fragment.opset < 10
      ? fragment.opWithTwoOutputs('TopK', [filled(fragment, byUnit, units, count)], {
          axis: 1,
          k: count,
        })
      : fragment.opWithTwoOutputs('TopK', [byUnit, rowLimit(fragment, weights.value, count)], {
          axis: 1,
        });
  return {
    topValues,
    topRows,
    least: fragment.reduceMin(real.least, [0]),
    sums: fragment.op('MatMul', [weights.value, least]),
  };
}

/** Both with the rows that fill up a block moved out of reach. */
function realRows(
  fragment: GraphFragment,
  largest: string,
  least: string,
  { value, fillUp }: RowWeights,
): { readonly largest: string; readonly least: string } {
  if (!fillUp) return { largest, least };
  const column = fragment.reshape(fragment.op('Sub', [value, fragment.floats([], [1])]), [1]);
  // 0 for real rows, −farAway for the others.
  const absence = fragment.op('Mul', [column, fragment.floats([], [farAway])]);
  return {
    largest: fragment.op('Add', [largest, absence]),
    least: fragment.op('Sub', [least, absence]),
  };
}

/** Operator sets below 10 fix the number of a TopK beforehand: `count` rows out of reach make every block large enough. */
function filled(fragment: GraphFragment, byUnit: string, units: number, count: number): string {
  const outOfReach = new Float32Array(units * count).fill(-farAway);
  return fragment.op('Concat', [byUnit, fragment.floats([units, count], outOfReach)], { axis: 1 });
}

/** The smaller of `count` and the number of rows, as TopK wants it. */
function rowLimit(fragment: GraphFragment, rowWeights: string, count: number): string {
  const rows = fragment.op('Gather', [fragment.op('Shape', [rowWeights]), fragment.integers([1])]);
  // Min takes whole numbers only in later operator sets.
  const limit = fragment.op('Min', [
    fragment.toFloat(rows, 'int64'),
    fragment.floats([1], [count]),
  ]);
  return fragment.toInteger(limit);
}
