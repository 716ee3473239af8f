import { formatNumber, formatShare } from '../format.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Layers this narrow (a head with a few classes, a bottleneck) lose rank without it meaning anything. */
const fewestUnits = 8;

/** Share of a layer's possible rank that its weights do not use, by effective rank (D38). */
export const collapsedLayer: FindingRule = {
  name: 'collapsed-layer',
  summary:
    'Share of a layer’s possible rank that its weights leave unused (1 − effective rank / largest rank).',
  severity: 'warning',
  threshold: 0.9,
  measure,
};

function measure({ hyperplanes }: Diagnosed): Measurement[] {
  return (hyperplanes?.layers ?? []).flatMap(({ layer, units, fanIn, effectiveRank }) => {
    const largest = Math.min(units, fanIn);
    if (largest < fewestUnits) return [];
    const unused = Math.max(0, 1 - effectiveRank / largest);
    return {
      layer,
      value: unused,
      message: `The weights of layer "${layer}" use an effective rank of ${formatNumber(effectiveRank)} out of ${largest}, so ${formatShare(unused)} of its directions carry next to nothing.`,
      fix: 'Try a narrower layer or a low-rank factorisation, or look for weight decay or a learning rate that is too strong.',
    };
  });
}
