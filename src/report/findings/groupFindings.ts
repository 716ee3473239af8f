import type { Finding } from '../report.ts';

/** Findings of one rule, worst first. */
export interface FindingGroup {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly findings: readonly Finding[];
}

/** Gathers findings by rule, keeping the order of first appearance, so that a rule that fires on many layers reads as one item. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  return [...new Set(findings.map(({ rule }) => rule))].map((rule) => {
    const members = findings.filter((finding) => finding.rule === rule);
    return { rule, severity: members[0].severity, findings: members };
  });
}
