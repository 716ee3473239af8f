import type { Finding, Report } from '../report.ts';

/** A report before its findings are made. */
export type Diagnosed = Omit<Report, 'findings'>;

/** One value a rule looked at, with the words a finding about it would use. */
export interface Measurement {
  /** Layer or space; `null` for the whole model or its data. */
  readonly layer: string | null;
  /** Larger is worse, for every rule. */
  readonly value: number;
  readonly message: string;
  readonly fix: string;
}

/** A rule measures; whether a measurement is a finding is decided by `value > threshold` in one place. */
export interface FindingRule {
  /** Kebab-case; public API: settings, `--fail-on` and the README name it. */
  readonly name: string;
  /** What the value is, for documentation and settings. */
  readonly summary: string;
  readonly severity: Finding['severity'];
  /** Default threshold, in the units of the value. */
  readonly threshold: number;
  /** Every value the report holds for this rule, in report order; none when the report lacks what the rule needs. */
  readonly measure: (report: Diagnosed) => readonly Measurement[];
}
