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

/**
 * Per unit, the `count` rows with the largest z, and the least and the sum over rows of the least |z|. `largest` and `least` are
 * rows × units. Operator sets below 10 take the number of a TopK only as a constant, which small blocks would break: `undefined` there.
 */
export function unitExtremes(
  fragment: GraphFragment,
  count: number,
  largest: string,
  least: string,
  rowWeights: string,
): ExtremeOutputs | undefined {
  if (fragment.opset < 10) return undefined;
  // 0 for real rows, −farAway for the others.
  const absence = fragment.op('Mul', [
    fragment.op('Sub', [rowWeights, fragment.floats([], [1])]),
    fragment.floats([], [farAway]),
  ]);
  // Rows last: the runtime's TopK and reductions are several times faster along the last axis.
  const byUnit = (rowsFirst: string) => fragment.op('Transpose', [rowsFirst], { perm: [1, 0] });
  const [topValues, topRows] = fragment.opWithTwoOutputs(
    'TopK',
    [fragment.op('Add', [byUnit(largest), absence]), rowLimit(fragment, rowWeights, count)],
    { axis: 1 },
  );
  return {
    topValues,
    topRows,
    least: fragment.reduceMin(fragment.op('Sub', [byUnit(least), absence]), [1]),
    sums: fragment.op('MatMul', [rowWeights, least]),
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
