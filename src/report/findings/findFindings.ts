import { capitalised } from '../phrases.ts';
import type { Finding } from '../report.ts';
import type { Diagnosed, FindingRule } from './findingRule.ts';
import { findingRules, ruleNamed } from './rules.ts';

const severityOrder: readonly Finding['severity'][] = ['error', 'warning', 'information'];

/**
 * The findings of a report, most severe first, then in rule order, then worst value first.
 * `thresholds` (by rule name) replace the defaults; a value equal to its threshold is no finding.
 * @throws UserError when `thresholds` names an unknown rule.
 */
export function findFindings(
  report: Diagnosed,
  thresholds: Readonly<Record<string, number>> = {},
): readonly Finding[] {
  Object.keys(thresholds).forEach(ruleNamed);
  return severityOrder.flatMap((severity) =>
    findingRules
      .filter((rule) => rule.severity === severity)
      .flatMap((rule) => findingsOf(rule, report, thresholds[rule.name] ?? rule.threshold)),
  );
}

/** The findings of one rule at a threshold, worst value first. */
export function findingsOf(
  rule: FindingRule,
  report: Diagnosed,
  threshold: number,
): readonly Finding[] {
  return rule
    .measure(report)
    .filter(({ value }) => value > threshold)
    .sort((a, b) => b.value - a.value)
    .map((measurement) => ({
      rule: rule.name,
      severity: rule.severity,
      threshold,
      ...measurement,
      message: capitalised(measurement.message),
    }));
}
