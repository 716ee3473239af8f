import { formatNumber, formatShare } from '../format.ts';
import { agreeing, counted, shareOfAll } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Share of samples whose class changes within a small share of the distance between nearest samples (D19). */
export const nearDecisionBoundary: FindingRule = {
  name: 'near-decision-boundary',
  summary:
    'Share of samples that change class within a tenth of the median distance between nearest samples.',
  severity: 'warning',
  threshold: 0.5,
  measure,
};

function measure({ regions }: Diagnosed): Measurement[] {
  const distance = regions?.decisionDistance;
  if (!distance?.near) return [];
  const { samples, near } = distance;
  const { radius, radiusOverNearest, share } = near;
  const count = Math.round(share * samples);
  return [
    {
      layer: null,
      value: share,
      message: `${shareOfAll(count, samples, 'sample')} ${agreeing(count, 'changes', 'change')} class within ${formatNumber(radius)}, ${formatShare(radiusOverNearest)} of the median distance between nearest samples (of ${counted(samples, 'sample')} looked at).`,
      fix: 'Look at one of them with "Explore Around a Sample": if the change to it does not matter to a person, train with augmentation or with adversarial samples.',
    },
  ];
}
