import { UserError } from '../engine/userError.ts';
import { findingsOf } from './findings/findFindings.ts';
import { ruleNamed } from './findings/rules.ts';
import type { Finding, Report } from './report.ts';

/** One `--fail-on RULE[>VALUE]`. */
export interface FailOn {
  readonly rule: string;
  /** `null`: whatever threshold the report was made with. */
  readonly value: number | null;
}

/** Parses "dead-units" or "dead-units>0.2". @throws UserError for an unknown rule or a value that is no number. */
export function parseFailOn(text: string): FailOn {
  const split = text.indexOf('>');
  const rule = ruleNamed((split < 0 ? text : text.slice(0, split)).trim()).name;
  if (split < 0) return { rule, value: null };
  const written = text.slice(split + 1).trim();
  const value = Number(written);
  if (written === '' || !Number.isFinite(value)) {
    throw new UserError(`"${text}" needs a number after ">", for example "${rule}>0.2".`, {
      code: 'configuration',
    });
  }
  return { rule, value };
}

/** The findings that make a run fail: those of each named rule, measured against VALUE where one was given. */
export function failures(report: Report, conditions: readonly FailOn[]): readonly Finding[] {
  return conditions.flatMap(({ rule, value }) =>
    value === null
      ? report.findings.filter((finding) => finding.rule === rule)
      : findingsOf(ruleNamed(rule), report, value),
  );
}
