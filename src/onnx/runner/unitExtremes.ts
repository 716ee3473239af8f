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

/**
 * Per unit, the `count` rows with the largest z, and the least and the sum over rows of the least |z|. `largest` and `least` are
 * rows × units. Operator sets below 10 take the number of a TopK only as a constant, which small blocks would break: `undefined` there.
 */
export function unitExtremes(
  fragment: GraphFragment,
  count: number,
  largest: string,
  least: string,
  weights: RowWeights,
): ExtremeOutputs | undefined {
  if (fragment.opset < 10) return undefined;
  const real = realRows(fragment, largest, least, weights);
  // Rows last: the runtime's TopK is several times faster along the last axis.
  const byUnit = fragment.op('Transpose', [real.largest], { perm: [1, 0] });
  const [topValues, topRows] = fragment.opWithTwoOutputs(
    'TopK',
    [byUnit, rowLimit(fragment, weights.value, count)],
    { axis: 1 },
  );
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
