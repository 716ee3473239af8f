import { counted } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** 1 when the regions come from seeded random inputs because no data was given, else 0. */
export const noData: FindingRule = {
  name: 'no-data',
  summary: '1 when no data was given and random inputs stood in for it.',
  severity: 'information',
  threshold: 0,
  measure,
};

function measure({ regions, seed }: Diagnosed): Measurement[] {
  if (!regions) return [];
  return [
    {
      layer: null,
      value: regions.set === 'random' ? 1 : 0,
      message: `No data was given: activations and regions come from ${counted(regions.samples, 'random input')} (seed ${seed}) and say nothing about real samples.`,
      fix: 'Give the training and test arrays to learn how the model behaves on your data.',
    },
  ];
}
