import type * as vscode from 'vscode';
import { forkedChannel } from '../analysis/process/forkedChannel.ts';
import { AnalysisSession } from '../analysis/process/session.ts';

/**
 * The compute processes of this window: one that diagnoses, one that answers the explorers (a diagnosis must not hold up a hover), one
 * that reads models for the model editor, and short-lived ones that look at data files meanwhile.
 */
export class ComputeService implements vscode.Disposable {
  readonly diagnosis: AnalysisSession;
  readonly lookup: AnalysisSession;
  readonly exploration: AnalysisSession;
  readonly inspection: AnalysisSession;
  #explorers = 0;

  /**
   * `program` is dist/compute.mjs, `storage` a folder for what it must unpack; nothing is started before the first request.
   */
  constructor(program: string, storage: string) {
    const start = () => forkedChannel(program, { storage });
    this.diagnosis = new AnalysisSession(start);
    this.lookup = new AnalysisSession(start, { recycleAfter: 1 });
    this.inspection = new AnalysisSession(start);
    // It keeps models and slices between requests, so it ends with the last explorer instead.
    this.exploration = new AnalysisSession(start, { recycleAfter: Infinity });
  }

  /** Keeps the exploring process for an explorer until `onClose` fires; with the last one its memory is given back. */
  holdExploration(onClose: vscode.Event<void>): void {
    this.#explorers++;
    onClose(() => {
      this.#explorers--;
      if (this.#explorers === 0) this.exploration.restart();
    });
  }

  restart(): void {
    this.diagnosis.restart();
    this.lookup.restart();
    this.inspection.restart();
    this.exploration.restart();
  }

  dispose(): void {
    this.diagnosis.dispose();
    this.lookup.dispose();
    this.inspection.dispose();
    this.exploration.dispose();
  }
}
