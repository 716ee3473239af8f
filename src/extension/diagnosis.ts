import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../analysis/process/sessionErrors.ts';
import type { DiagnoseRequest } from '../protocol/analysis.ts';
import type { Report, ReportPart } from '../report/report.ts';
import type { ComputeService } from './computeService.ts';
import { complaintOf } from './errors.ts';
import { settingsFor } from './modelData.ts';
import { refuseUnlessOnDisk } from './onDisk.ts';
import { showEnding, withProgress } from './progress.ts';
import { shareDone } from './progressText.ts';
import { isFresh, reportId, type ReportRecord } from './reportRecord.ts';
import type { ReportPanels } from './reportPanels.ts';
import { reportRequest } from './reportRequest.ts';
import type { ReportStore } from './reportStore.ts';

/** Runs a model through the compute process, keeps the report and shows it. */
export class Diagnosis {
  readonly #compute: ComputeService;
  readonly #panels: ReportPanels;
  readonly #store: ReportStore;
  readonly #log: vscode.LogOutputChannel;

  constructor(
    compute: ComputeService,
    panels: ReportPanels,
    store: ReportStore,
    log: vscode.LogOutputChannel,
  ) {
    this.#compute = compute;
    this.#panels = panels;
    this.#store = store;
    this.#log = log;
  }

  /**
   * Diagnoses a model, only `part` of it when given, and opens the report there; a part that the open report already
   * holds, for the same model and settings, is not computed again. Returns the report; `undefined` when
   * the user walked away from the choice of data. A cancelled run that has come to its verdicts gives those it has. Throws what
   * the run threw, CancelledError included; an open report then stays.
   */
  async run(model: vscode.Uri, part?: ReportPart): Promise<Report | undefined> {
    refuseUnlessRunnable(model);
    const path = model.fsPath;
    const changed = await modificationTime(model);
    const settings = await settingsFor(path, this.#compute);
    if (settings === undefined) return undefined;
    const request = reportRequest(path, settings);
    const place = part === undefined ? null : { part };
    const open = this.#panels.of(path)?.record;
    if (part !== undefined && open && isFresh(open, part, request, changed)) {
      this.#panels.show(open, place);
      return open.report;
    }
    const record = await this.#diagnose(request, part, vscode.ProgressLocation.Notification);
    this.#panels.show(record, place);
    return record.report;
  }

  /**
   * Runs what was last asked for about a model once more, quietly: an open report is updated where it is, none is opened. Throws
   * like {@link run}.
   */
  async refresh(model: string): Promise<void> {
    const last = await this.#store.loadModel(model);
    if (last === undefined) return;
    refuseUnlessRunnable(vscode.Uri.file(model));
    const { report, request } = last;
    const parts = (['hyperplanes', 'regions', 'extrapolation'] as const).filter(
      (part) => report[part] !== null,
    );
    const only = parts.length === 1 ? parts[0] : undefined;
    const record = await this.#diagnose(request, only, vscode.ProgressLocation.Window);
    this.#panels.of(model)?.update(record);
  }

  async #diagnose(
    request: DiagnoseRequest,
    part: ReportPart | undefined,
    location: vscode.ProgressLocation,
  ): Promise<ReportRecord> {
    const { model } = request;
    try {
      const time = Date.now();
      const report = await withProgress(
        vscode.l10n.t('Diagnosing {0}', basename(model)),
        ({ onProgress, signal }) => {
          const asked = part ? { ...request, parts: [part] } : request;
          // One in the background leaves the last report as it is.
          if (location !== vscode.ProgressLocation.Notification) {
            return this.#compute.diagnosis.request('diagnose', asked, { onProgress, signal });
          }
          const run = this.#compute.diagnosis.request('diagnose', asked, {
            onProgress,
            finish: signal,
          });
          signal.addEventListener('abort', () => showEnding(run));
          return run;
        },
        (progress) => this.#panels.of(model)?.showRunning(progress.stage, shareDone(progress)),
        location,
      );
      this.#log.info(`${model}: report in ${Date.now() - time} ms`);
      return await this.#store.save({ id: reportId(model), model, report, request, time });
    } catch (error) {
      this.#panels.of(model)?.showStopped(complaintOf(error)?.message ?? null);
      throw error;
    }
  }
}

/** Throws UserError for a model that is not on disk, or in a workspace that is not trusted. */
export function refuseUnlessRunnable(model: vscode.Uri): void {
  refuseUnlessOnDisk(model);
  if (!vscode.workspace.isTrusted) {
    throw new UserError(
      'Diagnosing runs the model in ONNX Runtime, so it needs a trusted workspace; trust it by "Workspaces: Manage Workspace Trust".',
    );
  }
}

/** When the file was last written, ms since 1970. Throws UserError when it is not there. */
async function modificationTime(model: vscode.Uri): Promise<number> {
  try {
    return (await vscode.workspace.fs.stat(model)).mtime;
  } catch (cause) {
    throw new UserError(
      `${model.fsPath} is not there (any more); put it back or pick another model.`,
      {
        code: 'not-found',
        cause,
      },
    );
  }
}
