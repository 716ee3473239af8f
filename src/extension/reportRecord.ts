import { createHash } from 'node:crypto';
import type { Report } from '../report/report.ts';

/** A report as the host keeps it: in memory while its panel is open, and on disk so that a reloaded window has it. */
export interface ReportRecord {
  /** One report a model: derived from its path. */
  readonly id: string;
  /** Absolute path of the model; it may be gone by now. */
  readonly model: string;
  readonly report: Report;
}

/** 16 hex digits that name the report of a model. */
export function reportId(model: string): string {
  return createHash('sha256').update(model).digest('hex').slice(0, 16);
}

/** Whether a value is the id of a report; ids come back from the page and become file names. */
export function isReportId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{16}$/.test(value);
}
