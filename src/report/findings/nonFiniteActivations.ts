import { counted, samplesPhrase } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Rows named in the sentence; the report holds them all. */
const namedRows = 5;

/** Rows of which the model makes NaN or an infinity somewhere inside. */
export const nonFiniteActivations: FindingRule = {
  name: 'non-finite-activations',
  summary: 'Number of samples, of those looked at, for which some node makes NaN or an infinity.',
  severity: 'error',
  threshold: 0,
  measure,
};

function measure({ numerics }: Diagnosed): Measurement[] {
  if (!numerics) return [];
  const { nonFinite, samples: source } = numerics;
  if (!nonFinite) return [{ layer: null, value: 0, message: 'All numbers are finite.', fix: '' }];
  const { node, op, samples } = nonFinite;
  const rows = samples.slice(0, namedRows).join(', ');
  const more = samples.length > namedRows ? ', …' : '';
  return [
    {
      layer: null,
      value: samples.length,
      message: `Node "${node}" (${op}) is the first to make NaN or an infinity, for ${counted(samples.length, 'sample')} of ${samplesPhrase(source)} looked at: ${rows}${more}.`,
      fix: 'Look at these rows first (their scale, missing values); then at what the node divides by, or takes the root or logarithm of.',
    },
  ];
}
