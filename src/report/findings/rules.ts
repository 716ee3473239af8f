import { UserError } from '../../engine/userError.ts';
import { accuracyLostOutside } from './accuracyLostOutside.ts';
import { alwaysOnUnits } from './alwaysOnUnits.ts';
import { chanceAccuracy } from './chanceAccuracy.ts';
import { collapsedLayer } from './collapsedLayer.ts';
import { deadUnits } from './deadUnits.ts';
import { duplicateHyperplanes } from './duplicateHyperplanes.ts';
import { duplicateTestRows } from './duplicateTestRows.ts';
import { fewPatterns } from './fewPatterns.ts';
import type { FindingRule } from './findingRule.ts';
import { halfPrecisionRange } from './halfPrecisionRange.ts';
import { nearDecisionBoundary } from './nearDecisionBoundary.ts';
import { nearParallelHyperplanes } from './nearParallelHyperplanes.ts';
import { noData } from './noData.ts';
import { nonFiniteActivations } from './nonFiniteActivations.ts';
import { notPiecewiseLinear } from './notPiecewiseLinear.ts';
import { outsideHull } from './outsideHull.ts';
import { saturatedRegions } from './saturatedRegions.ts';
import { shiftedTestSamples } from './shiftedTestSamples.ts';
import { testRange } from './testRange.ts';
import { undecidedVerdicts } from './undecidedVerdicts.ts';
import { unseenPatterns } from './unseenPatterns.ts';

/** Every rule, in the order in which findings of equal severity are listed. */
export const findingRules: readonly FindingRule[] = [
  nonFiniteActivations,
  chanceAccuracy,
  duplicateTestRows,
  testRange,
  shiftedTestSamples,
  accuracyLostOutside,
  deadUnits,
  collapsedLayer,
  fewPatterns,
  duplicateHyperplanes,
  unseenPatterns,
  nearDecisionBoundary,
  undecidedVerdicts,
  noData,
  notPiecewiseLinear,
  outsideHull,
  saturatedRegions,
  alwaysOnUnits,
  nearParallelHyperplanes,
  halfPrecisionRange,
];

/** Names of all rules, for settings and `--fail-on`. */
export const ruleNames: readonly string[] = findingRules.map(({ name }) => name);

/** The rule of that name. @throws UserError that lists the known names. */
export function ruleNamed(name: string): FindingRule {
  const rule = findingRules.find((candidate) => candidate.name === name);
  if (rule) return rule;
  throw new UserError(`"${name}" is not a rule; the rules are ${ruleNames.join(', ')}.`, {
    code: 'configuration',
  });
}
