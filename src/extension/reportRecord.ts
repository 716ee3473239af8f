import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DiagnoseRequest } from '../protocol/analysis.ts';
import type { Report, ReportPart } from '../report/report.ts';
import type { HeadlinePoint } from './digest/headline.ts';

/** A report as the host keeps it: in memory while its panel is open, and on disk so that a reloaded window has it. */
export interface ReportRecord {
  /** One report a model: derived from its path. */
  readonly id: string;
  /** Absolute path of the model; it may be gone by now. */
  readonly model: string;
  readonly report: Report;
  /** What was asked for, but for the parts. */
  readonly request: DiagnoseRequest;
  /** When the run began, ms since 1970. */
  readonly time: number;
  /** Headline figures of this and earlier runs, oldest first; absent in records of earlier versions. */
  readonly history?: readonly HeadlinePoint[];
}

/** Whether a report holds `part` as a run of `request` would give it now, on a model last written at `changed`. */
export function isFresh(
  { report, request: asked, time }: ReportRecord,
  part: ReportPart,
  request: DiagnoseRequest,
  changed: number,
): boolean {
  return report[part] !== null && changed < time && isDeepStrictEqual(asked, request);
}

/** 16 hex digits that name the report of a model. */
export function reportId(model: string): string {
  return createHash('sha256').update(model).digest('hex').slice(0, 16);
}

/** Whether a value is the id of a report; ids come back from the page and become file names. */
export function isReportId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{16}$/.test(value);
}
