import type * as vscode from 'vscode';
import { forkedChannel } from '../analysis/process/forkedChannel.ts';
import { AnalysisSession } from '../analysis/process/session.ts';

/** The compute processes of this window: one that diagnoses, and short-lived ones that look at data files meanwhile. */
export class ComputeService implements vscode.Disposable {
  readonly diagnosis: AnalysisSession;
  readonly lookup: AnalysisSession;

  /** `program` is dist/compute.mjs; nothing is started before the first request. */
  constructor(program: string) {
    this.diagnosis = new AnalysisSession(() => forkedChannel(program));
    this.lookup = new AnalysisSession(() => forkedChannel(program), { recycleAfter: 1 });
  }

  restart(): void {
    this.diagnosis.restart();
    this.lookup.restart();
  }

  dispose(): void {
    this.diagnosis.dispose();
    this.lookup.dispose();
  }
}
