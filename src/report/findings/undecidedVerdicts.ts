import { shareOfAll, spacePhrase } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Share of test samples for which neither certificate was found (D22). */
export const undecidedVerdicts: FindingRule = {
  name: 'undecided-verdicts',
  summary: 'Share of test samples whose hull verdict stayed open, by space.',
  severity: 'warning',
  threshold: 0,
  measure,
};

function measure({ extrapolation }: Diagnosed): Measurement[] {
  return (extrapolation?.spaces ?? []).flatMap(({ space, test, hull }) => {
    if (test === 0) return [];
    const share = hull.undecided / test;
    return {
      layer: space,
      value: share,
      message: `The hull verdict stayed open for ${shareOfAll(hull.undecided, test, 'test sample')} in ${spacePhrase(space)}: neither certificate could be established in float64.`,
      fix: 'Count these samples as neither inside nor outside; the two distance bounds say how close to the boundary they lie.',
    };
  });
}
