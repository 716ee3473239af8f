import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../analysis/process/sessionErrors.ts';
import type { DiagnoseRequest } from '../protocol/analysis.ts';
import type { Report, ReportPart } from '../report/report.ts';
import type { ComputeService } from './computeService.ts';
import { complaintOf } from './errors.ts';
import { settingsFor } from './modelData.ts';
import { withProgress } from './progress.ts';
import { shareDone } from './progressText.ts';
import { isFresh, reportId } from './reportRecord.ts';
import type { ReportPanels } from './reportPanels.ts';
import { reportRequest } from './reportRequest.ts';

/** Runs a model through the compute process and shows the report. */
export class Diagnosis {
  readonly #compute: ComputeService;
  readonly #panels: ReportPanels;
  readonly #log: vscode.LogOutputChannel;

  constructor(compute: ComputeService, panels: ReportPanels, log: vscode.LogOutputChannel) {
    this.#compute = compute;
    this.#panels = panels;
    this.#log = log;
  }

  /**
   * Diagnoses a model, only `part` of it when given, and opens the report there; a part that the open report already
   * holds, for the same model and settings, is not computed again. Returns the report; `undefined` when
   * the user walked away from the choice of data. Throws what the run threw, CancelledError included; an open
   * report then stays.
   */
  async run(model: vscode.Uri, part?: ReportPart): Promise<Report | undefined> {
    refuseUnlessRunnable(model);
    const path = model.fsPath;
    const changed = await modificationTime(model);
    const settings = await settingsFor(path, this.#compute);
    if (settings === undefined) return undefined;
    const request = reportRequest(path, settings);
    const open = this.#panels.of(path)?.record;
    if (part !== undefined && open && isFresh(open, part, request, changed)) {
      await this.#panels.show(open, part);
      return open.report;
    }
    try {
      const time = Date.now();
      const report = await this.#request(path, part ? { ...request, parts: [part] } : request);
      this.#log.info(`${path}: report in ${Date.now() - time} ms`);
      const record = { id: reportId(path), model: path, report, request, time };
      await this.#panels.show(record, part ?? null);
      return report;
    } catch (error) {
      this.#panels.of(path)?.showStopped(complaintOf(error)?.message ?? null);
      throw error;
    }
  }

  #request(path: string, request: DiagnoseRequest): Promise<Report> {
    return withProgress(
      `Diagnosing ${basename(path)}`,
      (options) => this.#compute.diagnosis.request('diagnose', request, options),
      (progress) => this.#panels.of(path)?.showRunning(progress.stage, shareDone(progress)),
    );
  }
}

function refuseUnlessRunnable(model: vscode.Uri): void {
  if (model.scheme !== 'file') {
    throw new UserError(
      `${model.toString()} is not on this machine's disk; open a folder on disk or over Remote to diagnose its models.`,
    );
  }
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
