import { agreeing, isOrAre, samplesPhrase, shareOfAll } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';
import { isAffineAboveZero } from './nonlinearities.ts';

/** Share of a layer's units that are active on every sample and so act linearly (D1). */
export const alwaysOnUnits: FindingRule = {
  name: 'always-on-units',
  summary: 'Share of a layer’s ReLU-like units that are active on every sample that was run.',
  severity: 'information',
  threshold: 0.1,
  measure,
};

function measure({ hyperplanes }: Diagnosed): Measurement[] {
  const source = hyperplanes?.samples;
  if (!source) return [];
  return hyperplanes.layers.flatMap(({ layer, units, alwaysOn, nonlinearity }) => {
    if (!alwaysOn || units === 0 || !isAffineAboveZero(nonlinearity)) return [];
    return {
      layer,
      value: alwaysOn.count / units,
      message: `${shareOfAll(alwaysOn.count, units, 'unit')} of layer "${layer}" ${isOrAre(alwaysOn.count)} active on every one of ${samplesPhrase(source)}, so ${agreeing(alwaysOn.count, 'its', 'their')} nonlinearity does nothing there.`,
      fix: 'Check that the input of this layer is centred; a linear unit can be folded into the next layer.',
    };
  });
}
