import { counted } from '../phrases.ts';
import type { Diagnosed, FindingRule, Measurement } from './findingRule.ts';

/** Pairs of units with the same boundary (D3). */
export const duplicateHyperplanes: FindingRule = {
  name: 'duplicate-hyperplanes',
  summary: 'Number of pairs of units of a layer that share one hyperplane.',
  severity: 'warning',
  threshold: 0,
  measure,
};

function measure({ hyperplanes }: Diagnosed): Measurement[] {
  return (hyperplanes?.layers ?? []).map(({ layer, duplicates }) => {
    const first = duplicates[0];
    const example = first ? `, for example units ${first[0]} and ${first[1]}` : '';
    return {
      layer,
      value: duplicates.length,
      message: `${counted(duplicates.length, 'pair')} of units in layer "${layer}" ${duplicates.length === 1 ? 'draws' : 'draw'} the same hyperplane${example}.`,
      fix: 'Merge each pair by adding up its outgoing weights, or check that the units were initialised differently.',
    };
  });
}
