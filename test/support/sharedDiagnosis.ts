import { diagnose } from '../../src/analysis/diagnose.ts';
import { type ProgressSink, silentProgress } from '../../src/engine/progress.ts';
import type { DiagnoseRequest } from '../../src/protocol/analysis.ts';
import type { Report } from '../../src/report/report.ts';

const reports = new Map<string, Promise<Report>>();

/** The report on a request, worked out once in a process, whichever tests ask for it: it belongs to all of them, to be read only. */
export function sharedDiagnosis(request: DiagnoseRequest): Promise<Report> {
  const key = JSON.stringify(request);
  const report = reports.get(key) ?? diagnose(request, silentProgress);
  reports.set(key, report);
  return report;
}

/** Ends a diagnosis with what the passes over the samples give, as one whose time is over: for figures that need no more. */
export const endedEarly: ProgressSink = { ...silentProgress, isOver: () => true };
