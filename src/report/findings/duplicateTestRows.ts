import { agreeing, shareOfAll } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Share of test samples that equal a training sample, value by value. */
export const duplicateTestRows: FindingRule = {
  name: 'duplicate-test-rows',
  summary: 'Share of test samples that equal a training sample in every value.',
  severity: 'warning',
  threshold: 0,
  measure,
};

function measure({ extrapolation }: Diagnosed): Measurement[] {
  const input = extrapolation?.spaces.find(({ space }) => space === 'input');
  if (!input || input.test === 0) return [];
  const share = input.hull.duplicates / input.test;
  return [
    {
      layer: 'input',
      value: share,
      message: `${shareOfAll(input.hull.duplicates, input.test, 'test sample')} also ${agreeing(input.hull.duplicates, 'stands', 'stand')} in the training data, value by value.`,
      fix: 'Remove them from one of the two sets: they make the test accuracy look better than it is.',
    },
  ];
}
