import { formatNumber } from '../format.ts';
import { counted, samplesPhrase } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Share of the entropy that a layer's activation patterns could have on these samples, and do not have (D8). */
export const fewPatterns: FindingRule = {
  name: 'few-patterns',
  summary:
    'Share of the possible pattern entropy of a layer that stays unused on the samples that were run.',
  severity: 'warning',
  threshold: 0.9,
  measure,
};

function measure({ regions }: Diagnosed): Measurement[] {
  if (!regions || regions.samples < 2) return [];
  const source = samplesPhrase({ set: regions.set, count: regions.samples });
  return regions.layers.flatMap(({ layer, units, distinctPatterns, entropyBits }) => {
    const possible = Math.min(units, Math.log2(regions.samples));
    if (possible <= 0) return [];
    return {
      layer,
      value: Math.max(0, 1 - entropyBits / possible),
      message: `Layer "${layer}" shows only ${counted(distinctPatterns, 'activation pattern')} on ${source} (${formatNumber(entropyBits)} of at most ${formatNumber(possible)} bits), so it is nearly one affine map there.`,
      fix: `Check whether most of its ${counted(units, 'unit')} are dead or always on, and whether the samples differ at all.`,
    };
  });
}
