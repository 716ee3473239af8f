import { formatCount } from '../format.ts';
import { agreeing, isOrAre, samplesPhrase, shareOfAll } from '../phrases.ts';
import type { ActivityList } from '../report.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';
import { isSilentBelowZero } from './nonlinearities.ts';

/** Share of a layer's units (conv: channels) that are active on no sample, where inactive means silent (D1). */
export const deadUnits: FindingRule = {
  name: 'dead-units',
  summary: 'Share of a layer’s ReLU-like units that are never active on the samples that were run.',
  severity: 'warning',
  threshold: 0.1,
  measure,
};

/** How many of them cannot be active anywhere in the range of the data. */
function proof({ certified }: ActivityList): string {
  if (!certified) return '';
  return certified.count === 0
    ? ', though none is proved to be silent on their whole range'
    : `; ${formatCount(certified.count)} of them ${isOrAre(certified.count)} proved to be silent on ${agreeing(certified.count, 'its', 'their')} whole range`;
}

function measure({ hyperplanes }: Diagnosed): Measurement[] {
  const source = hyperplanes?.samples;
  if (!source) return [];
  return hyperplanes.layers.flatMap(({ layer, units, dead, nonlinearity }) => {
    if (!dead || units === 0 || !isSilentBelowZero(nonlinearity)) return [];
    return {
      layer,
      value: dead.count / units,
      message: `${shareOfAll(dead.count, units, 'unit')} of layer "${layer}" ${isOrAre(dead.count)} never active on ${samplesPhrase(source)}${proof(dead)}.`,
      fix: 'Lower the learning rate or change this layer’s initialisation and train again, or remove the units: they change no output on this data.',
    };
  });
}
