import { formatShare } from '../format.ts';
import { spacePhrase } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Level of the p-values counted. */
const level = 0.05;
/** Shares within so many standard errors of the level are chance. */
const deviations = 3;

/** Share of test samples farther from the training hull than 95 % of held-out training samples, by space (split conformal). */
export const shiftedTestSamples: FindingRule = {
  name: 'shifted-test-samples',
  summary:
    'Share of test samples farther from the hull than 95% of held-out training samples; 5% when both are of one source.',
  severity: 'warning',
  threshold: 0.15,
  measure,
};

function measure({ extrapolation }: Diagnosed): Measurement[] {
  return (extrapolation?.spaces ?? []).flatMap(({ space, test, calibration }) => {
    if (!calibration || test === 0) return [];
    const share = calibration.rejectedAt5Percent;
    const error = Math.sqrt(level * (1 - level) * (1 / test + 1 / calibration.heldOut));
    if (share <= level + deviations * error) return [];
    return {
      layer: space,
      value: share,
      message: `${formatShare(share)} of the test samples lie farther from the hull of the training samples in ${spacePhrase(space)} than ${formatShare(1 - level)} of held-out training samples do, where ${formatShare(level)} would be chance.`,
      fix: 'Check that training and test data went through the same preprocessing and come from the same source, and look at the most extrapolating samples.',
    };
  });
}
