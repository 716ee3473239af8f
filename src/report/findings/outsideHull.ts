import { agreeing, counted, shareOfAll, spacePhrase } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Share of test samples certified outside the convex hull of the training samples, by space (D22). */
export const outsideHull: FindingRule = {
  name: 'outside-hull',
  summary: 'Share of test samples outside the convex hull of the training samples, by space.',
  severity: 'information',
  threshold: 0.5,
  measure,
};

function measure({ extrapolation }: Diagnosed): Measurement[] {
  return (extrapolation?.spaces ?? []).flatMap(
    ({ space, train, test, effectiveDimension, hull }) => {
      if (test === 0) return [];
      const share = hull.outside / test;
      return {
        layer: space,
        value: share,
        message: `${shareOfAll(hull.outside, test, 'test sample')} ${agreeing(hull.outside, 'lies', 'lie')} outside the convex hull of the ${counted(train, 'training sample')} in ${spacePhrase(space)} (${counted(effectiveDimension, 'varying dimension')}).`,
        fix: 'In high dimension this is usual and no error by itself: read the distances rather than the verdicts, and compare accuracy by distance.',
      };
    },
  );
}
