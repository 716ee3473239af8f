import { formatShare } from '../format.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Share of test values outside the range that their input column has in the training data (D26). */
export const testRange: FindingRule = {
  name: 'test-range',
  summary: 'Share of test values outside the training range of their input column.',
  severity: 'warning',
  threshold: 0.01,
  measure,
};

function measure({ extrapolation }: Diagnosed): Measurement[] {
  const input = extrapolation?.spaces.find(({ space }) => space === 'input');
  if (!input || input.test === 0) return [];
  const share = Math.max(0, 1 - input.box.fractionOfDimensions.mean);
  // A fresh value of the same source leaves the range of N others with probability at most 2/(N + 1).
  const byChance = 2 / (input.train + 1);
  // Few training rows make a narrow range: what chance alone explains is no measurement of the test data.
  if (share <= 2 * byChance) return [];
  return [
    {
      layer: 'input',
      value: share,
      message: `${formatShare(share)} of the test values lie outside the range of their input column in the training data, where chance explains at most ${formatShare(byChance)}.`,
      fix: 'Check that training and test data went through the same preprocessing and come from the same source.',
    },
  ];
}
