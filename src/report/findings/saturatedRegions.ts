import { agreeing, counted, samplesPhrase } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Distinct patterns of the whole network per sample: near 1, region counts say how many samples there are and no more (D7). */
export const saturatedRegions: FindingRule = {
  name: 'saturated-regions',
  summary: 'Distinct activation patterns of the whole network divided by the number of samples.',
  severity: 'information',
  threshold: 0.95,
  measure,
};

function measure({ regions }: Diagnosed): Measurement[] {
  if (!regions || regions.samples === 0) return [];
  const { distinctPatterns } = regions.network;
  const share = distinctPatterns / regions.samples;
  const source = samplesPhrase({ set: regions.set, count: regions.samples });
  return [
    {
      layer: null,
      value: share,
      message: `${source} ${agreeing(regions.samples, 'falls', 'fall')} into ${share === 1 && distinctPatterns > 1 ? 'as many regions' : counted(distinctPatterns, 'region')}, so the count for the whole network mostly counts samples and says little about density.`,
      fix: 'Compare layers one at a time instead of the whole network, or run more samples.',
    },
  ];
}
