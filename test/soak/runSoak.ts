import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forkedChannel } from '../../src/analysis/process/forkedChannel.ts';
import { AnalysisSession } from '../../src/analysis/process/session.ts';
import type { DiagnoseRequest } from '../../src/protocol/analysis.ts';
import type { Report } from '../../src/report/report.ts';
import { computeProcesses } from '../support/computeProcesses.ts';
import { waitUntil } from '../support/processes.ts';

/** What many diagnoses in a row took. Memory in bytes; 0 where there is no /proc. */
export interface SoakMemory {
  /** Resident memory of the process that asks, after each diagnosis. */
  readonly host: readonly number[];
  /** Of the compute process, after each diagnosis. */
  readonly compute: readonly number[];
  /** Compute processes that were left at the end. */
  readonly left: number;
}

export interface SoakOutcome extends SoakMemory {
  readonly reports: readonly Report[];
}

/** Queues all requests at once on one session of the built compute process and waits for them. */
export async function runSoak(
  requests: readonly DiagnoseRequest[],
  onReport: (done: number) => void = () => undefined,
): Promise<SoakOutcome> {
  const program = join(process.cwd(), 'dist', 'compute.mjs');
  const session = new AnalysisSession(() => forkedChannel(program));
  const [host, compute]: [number[], number[]] = [[], []];
  try {
    const reports = await Promise.all(
      requests.map(async (request) => {
        const report = await session.request('diagnose', request);
        host.push(process.memoryUsage.rss());
        compute.push(Math.max(0, ...computeProcesses().map(residentBytes)));
        onReport(host.length);
        return report;
      }),
    );
    session.dispose();
    await waitUntil(() => computeProcesses().length === 0).catch(() => undefined);
    return { reports, host, compute, left: computeProcesses().length };
  } finally {
    session.dispose();
  }
}

/** Resident memory of a process; 0 where it is gone or there is no /proc. */
export function residentBytes(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return 1024 * Number(kilobytes ?? 0);
  } catch {
    return 0;
  }
}
