import type { ExtrapolatingSample } from '../../report/report.ts';
import type { ScoreCard } from '../scoreCard/scoreCard.ts';
import type { ScoredSpace } from '../scoreSpace.ts';

const listed = 100;
/** Nearest training rows named for each sample. */
const namedNeighbours = 5;

/** A space with all that is known of its test rows. */
export interface CardedSpace {
  readonly scored: ScoredSpace;
  readonly card: ScoreCard;
}

/**
 * The samples farthest outside the hull in the first space, farthest first (ties by index), with their distance and p-value in
 * every space and their nearest training rows in the first. `classes` and `labels` are `undefined` when unknown.
 */
export function extrapolatingSamples(
  spaces: readonly CardedSpace[],
  classes: Int32Array | undefined,
  labels: Int32Array | undefined,
): ExtrapolatingSample[] {
  const [first] = spaces;
  if (first === undefined) return [];
  const order = first.scored.verdicts
    .map(({ upper }, index) => ({ index, distance: upper }))
    .sort((a, b) => b.distance - a.distance || a.index - b.index)
    .slice(0, listed);
  return order.map(({ index }, position) => {
    const calibrated = spaces.flatMap(({ scored, card }) =>
      card.pValues ? [[scored.section.space, card.pValues[index]] as const] : [],
    );
    return {
      index,
      label: labels?.[index] ?? null,
      predicted: classes?.[index] ?? null,
      scores: Object.fromEntries(
        spaces.map(({ scored }) => [`${scored.section.space}.hull`, scored.verdicts[index].upper]),
      ),
      rank: position + 1,
      ...(calibrated.length > 0 && { pValues: Object.fromEntries(calibrated) }),
      ...(first.card.neighbours && { neighbours: neighboursOf(first.card, index) }),
    };
  });
}

function neighboursOf(
  { neighbours }: ScoreCard,
  index: number,
): NonNullable<ExtrapolatingSample['neighbours']> {
  const { k, rows, distances } = neighbours!;
  return Array.from({ length: Math.min(k, namedNeighbours) }, (_, i) => ({
    row: rows[index * k + i],
    distance: distances[index * k + i],
  }));
}
