import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DiagnoseRequest } from '../protocol/analysis.ts';
import type { Report, ReportPart } from '../report/report.ts';
import type { HeadlinePoint } from './digest/headline.ts';
import type { ReportDigest } from './digest/reportDigest.ts';

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

/** Whether what was read from disk is a record: a file may be of a later version, cut off, or somebody else's. */
export function isReportRecord(value: unknown): value is ReportRecord {
  if (!isObject(value) || !isReportId(value['id']) || typeof value['model'] !== 'string')
    return false;
  const { report, request, time, history } = value;
  const hasHistory = history === undefined || Array.isArray(history);
  if (typeof time !== 'number' || !isObject(request) || !hasHistory || !isObject(report))
    return false;
  const { schemaVersion, model, data, findings, timings } = report;
  return schemaVersion === 1 && [model, data, timings].every(isObject) && Array.isArray(findings);
}

/** Whether what was read from disk is a digest. */
export function isReportDigest(value: unknown): value is ReportDigest {
  if (!isObject(value) || value['digestVersion'] !== 1 || !isReportId(value['id'])) return false;
  const { model, time, findings, layers, samples, history } = value;
  const lists = [findings, layers, samples, history];
  return typeof model === 'string' && typeof time === 'number' && lists.every(Array.isArray);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
