import { formatNumber } from '../format.ts';
import type { HyperplaneLayer } from '../report.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** In fewer dimensions many directions come close to each other by chance alone, so the rule keeps silent. */
const fewestDimensions = 8;

/** The largest |cos| between two units of a layer that are not duplicates (D3). */
export const nearParallelHyperplanes: FindingRule = {
  name: 'near-parallel-hyperplanes',
  summary: 'Largest |cos| between the weight vectors of two units of a layer.',
  severity: 'information',
  threshold: 0.99,
  measure,
};

function measure({ hyperplanes }: Diagnosed): Measurement[] {
  return (hyperplanes?.layers ?? []).flatMap((layer) => {
    const { cosine } = layer;
    if (!cosine || layer.fanIn < fewestDimensions || isDuplicate(layer, cosine.pair)) return [];
    const [first, second] = cosine.pair;
    return {
      layer: layer.layer,
      value: cosine.maxAbs,
      message: `Units ${first} and ${second} of layer "${layer.layer}" point almost the same or opposite way (|cos| = ${formatNumber(cosine.maxAbs)}).`,
      fix: 'Compare the two units: if their biases agree too, one of them is redundant.',
    };
  });
}

function isDuplicate(layer: HyperplaneLayer, pair: readonly [number, number]): boolean {
  return layer.duplicates.some(([a, b]) => a === pair[0] && b === pair[1]);
}
