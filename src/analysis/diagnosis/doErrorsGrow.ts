import { rankCorrelation, rankCorrelationInterval } from '../../engine/stats/rankCorrelation.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { ExtrapolationSpace } from '../../report/report.ts';
import type { Scores } from '../scoreCard/scoreCard.ts';
import type { ScoredSpace } from '../scoreSpace.ts';
import { distanceGroups } from './distanceGroups.ts';

/**
 * Does extrapolation go with errors (D34), for a model that predicts numbers? Errors on each side of the hull and by distance, and the
 * rank correlation of each score with them. `errors` may be longer than the rows scored.
 */
export function doErrorsGrow(
  { verdicts }: ScoredSpace,
  scores: Scores,
  errors: Float64Array,
): Pick<ExtrapolationSpace, 'predictionError'> {
  const pick = (rows: readonly number[]) => rows.map((row) => errors[row]!);
  const side = (word: 'inside' | 'outside') => {
    const rows = verdicts.flatMap(({ verdict }, row) => (verdict === word ? [row] : []));
    return rows.length === 0 ? null : summarise(pick(rows));
  };
  const judged = errors.subarray(0, verdicts.length);
  const correlations = [...scores].map(
    ([name, values]) => [name, rankCorrelation(values, judged) ?? null] as const,
  );
  const groups = distanceGroups(verdicts.map(({ upper }) => upper));
  return {
    predictionError: {
      inside: side('inside'),
      outside: side('outside'),
      rankCorrelation: Object.fromEntries(correlations),
      rankCorrelationInterval: Object.fromEntries(
        correlations.map(([name, rho]) => [
          name,
          rho === null ? null : (rankCorrelationInterval(rho, verdicts.length) ?? null),
        ]),
      ),
      deciles: groups.map(({ upTo, rows }) => ({
        upTo,
        samples: rows.length,
        median: summarise(pick(rows)).median,
      })),
    },
  };
}
