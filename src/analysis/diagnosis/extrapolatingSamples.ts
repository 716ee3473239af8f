import type { ExtrapolatingSample } from '../../report/report.ts';
import type { ScoredSpace } from '../scoreSpace.ts';

const listed = 100;

/**
 * The samples farthest outside the hull in the first space, farthest first (ties by index), with their distance in
 * every space. `classes` and `labels` are `undefined` when unknown.
 */
export function extrapolatingSamples(
  spaces: readonly ScoredSpace[],
  classes: Int32Array | undefined,
  labels: Int32Array | undefined,
): ExtrapolatingSample[] {
  const [first] = spaces;
  if (first === undefined) return [];
  const order = first.verdicts
    .map(({ upper }, index) => ({ index, distance: upper }))
    .sort((a, b) => b.distance - a.distance || a.index - b.index)
    .slice(0, listed);
  return order.map(({ index }, position) => ({
    index,
    label: labels?.[index] ?? null,
    predicted: classes?.[index] ?? null,
    scores: Object.fromEntries(
      spaces.map(({ section, verdicts }) => [`${section.space}.hull`, verdicts[index].upper]),
    ),
    rank: position + 1,
  }));
}
