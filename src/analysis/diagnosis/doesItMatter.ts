import { auroc } from '../../engine/stats/auroc.ts';
import { aurocInterval } from '../../engine/stats/aurocInterval.ts';
import type { ExtrapolationSpace } from '../../report/report.ts';
import { accuracyOf } from '../predictions.ts';
import type { Scores } from '../scoreCard/scoreCard.ts';
import type { ScoredSpace } from '../scoreSpace.ts';
import { distanceGroups } from './distanceGroups.ts';

type Relevance = Pick<
  ExtrapolationSpace,
  'accuracy' | 'errorAuroc' | 'errorAurocInterval' | 'bestScore' | 'distanceDeciles'
>;

/**
 * Does extrapolation go with errors (D34)? Accuracy on each side of the hull and by distance, and each score as a detector of
 * errors. `classes` and `labels` may be longer than the rows scored.
 */
export function doesItMatter(
  { verdicts }: ScoredSpace,
  scores: Scores,
  classes: Int32Array,
  labels: Int32Array,
): Relevance {
  const accuracyOn = (rows: readonly number[]): number | null =>
    accuracyOf(pick(classes, rows), pick(labels, rows));
  const side = (word: 'inside' | 'outside'): number | null =>
    accuracyOn(verdicts.flatMap(({ verdict }, row) => (verdict === word ? [row] : [])));
  const wrong = verdicts.map((_, row) => classes[row] !== labels[row]);
  return {
    accuracy: { inside: side('inside'), outside: side('outside') },
    ...detection(scores, wrong),
    distanceDeciles: distanceGroups(verdicts.map(({ upper }) => upper)).map(({ upTo, rows }) => ({
      upTo,
      samples: rows.length,
      accuracy: accuracyOn(rows)!,
    })),
  };
}

function detection(
  scores: Scores,
  wrong: readonly boolean[],
): Required<Pick<Relevance, 'errorAuroc' | 'errorAurocInterval' | 'bestScore'>> {
  const errors = wrong.filter(Boolean).length;
  const areas = [...scores].map(([name, values]) => [name, auroc(values, wrong) ?? null] as const);
  const best = areas.reduce<{ name: string | null; area: number }>(
    (found, [name, area]) => (area !== null && area > found.area ? { name, area } : found),
    { name: null, area: 0.5 },
  );
  return {
    errorAuroc: Object.fromEntries(areas),
    errorAurocInterval: Object.fromEntries(
      areas.map(([name, area]) => [
        name,
        area === null ? null : aurocInterval(area, errors, wrong.length - errors),
      ]),
    ),
    bestScore: best.name,
  };
}

function pick(values: Int32Array, rows: readonly number[]): Int32Array {
  return Int32Array.from(rows, (row) => values[row]);
}
