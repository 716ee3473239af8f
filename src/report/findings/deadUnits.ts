import { samplesPhrase, shareOfAll } from '../phrases.ts';
import type { SampleSource } from '../report.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Share of a layer's units that are active on no sample (D1). Switches that only the regions part saw count as well. */
export const deadUnits: FindingRule = {
  name: 'dead-units',
  summary: 'Share of a layer’s units that are never active on the samples that were run.',
  severity: 'warning',
  threshold: 0.1,
  measure,
};

function measure({ hyperplanes, regions }: Diagnosed): Measurement[] {
  if (hyperplanes?.samples) {
    const source = hyperplanes.samples;
    return hyperplanes.layers.flatMap(({ layer, units, dead }) =>
      dead ? [measurement(layer, dead.count, units, source)] : [],
    );
  }
  if (!regions) return [];
  const source = { set: regions.set, count: regions.samples };
  return regions.layers.flatMap(({ layer, units, dead }) =>
    dead === null ? [] : [measurement(layer, dead, units, source)],
  );
}

function measurement(
  layer: string,
  dead: number,
  units: number,
  source: SampleSource,
): Measurement {
  const share = units === 0 ? 0 : dead / units;
  return {
    layer,
    value: share,
    message: `${shareOfAll(dead, units, 'units')} of layer "${layer}" are never active on ${samplesPhrase(source)}.`,
    fix: 'Lower the learning rate or change this layer’s initialisation and train again, or remove the units: they change no output on this data.',
  };
}
