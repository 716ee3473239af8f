import { formatShare } from '../format.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** With more patterns per sample than this, nearly every pattern is new anyway and a new one means nothing. */
const mostPatternsPerSample = 0.5;

/** Share of test samples whose pattern in one layer no training sample has (D8), in layers coarse enough to tell. */
export const unseenPatterns: FindingRule = {
  name: 'unseen-patterns',
  summary:
    'Share of test samples whose activation pattern in a layer occurs on no training sample.',
  severity: 'warning',
  threshold: 0.25,
  measure,
};

function measure({ regions }: Diagnosed): Measurement[] {
  if (!regions) return [];
  return regions.layers.flatMap(({ layer, seenRate, distinctPatterns }) => {
    if (seenRate === null || distinctPatterns > mostPatternsPerSample * regions.samples) return [];
    const unseen = 1 - seenRate;
    return {
      layer,
      value: unseen,
      message: `${formatShare(unseen)} of the test samples have an activation pattern in layer "${layer}" that occurs on no training sample.`,
      fix: 'Look at these samples first when the model errs: here it uses an affine piece that no training sample has tested.',
    };
  });
}
