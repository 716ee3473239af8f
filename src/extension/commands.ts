import * as vscode from 'vscode';
import { UserError } from '../analysis/process/sessionErrors.ts';
import type { PageToHost, ReportPlace } from '../protocol/page.ts';
import type { Finding, Report, ReportPart } from '../report/report.ts';
import { complain, type Remedies } from './complain.ts';
import type { ComputeService } from './computeService.ts';
import type { Diagnosis } from './diagnosis.ts';
import { makeDefaultEditor, modelEditorType } from './modelEditor/defaultEditor.ts';
import { askForData } from './modelData.ts';
import { copyOfSample } from './openSample.ts';
import { modelFor } from './pickModel.ts';
import type { ReportPanels } from './reportPanels.ts';
import { explainRule } from './problems/explainRule.ts';
import { fixFinding } from './problems/fixFinding.ts';
import { writePruned } from './problems/writePruned.ts';
import type { ReportRecord } from './reportRecord.ts';
import type { ReportStore } from './reportStore.ts';
import { saveOffered } from './saveOffered.ts';
import { saveReport, type ReportFormat } from './saveReport.ts';
import { openStoredReport, storedReport } from './storedReport.ts';

/** Publisher, name and the walkthrough's id in package.json. */
const walkthroughId = 'model-geometry.model-geometry#modelGeometry.firstSteps';

/** What the commands work on. */
export interface Parts {
  readonly extension: vscode.Uri;
  /** Where files may be kept that belong to no workspace. */
  readonly globalStorage: vscode.Uri;
  /** Where what belongs to this workspace is kept, and without one what belongs to none. */
  readonly storage: vscode.Uri;
  readonly compute: ComputeService;
  readonly panels: ReportPanels;
  readonly store: ReportStore;
  readonly diagnosis: Diagnosis;
  readonly log: vscode.LogOutputChannel;
}

/**
 * The commands of package.json. Diagnosing ones take the model's Uri and resolve to the report, saving ones take the
 * file's Uri and resolve to it; each resolves to `undefined` when it came to nothing, after telling the user why.
 */
export function registerCommands(parts: Parts): vscode.Disposable[] {
  const diagnose = (part?: ReportPart) => (target?: unknown) => diagnoseTarget(parts, target, part);
  const saveAs = (format: ReportFormat) => (target?: unknown) => save(parts, format, { target });
  const commands = {
    diagnose: diagnose(),
    diagnoseModel: diagnose(),
    showHyperplanes: diagnose('hyperplanes'),
    showRegions: diagnose('regions'),
    scoreExtrapolation: diagnose('extrapolation'),
    chooseData: (target?: unknown) => chooseDataFor(parts, target),
    saveReportHtml: saveAs('html'),
    saveReportJson: saveAs('json'),
    saveReportAs: saveAs('choose'),
    openReport: (target?: unknown, place?: ReportPlace) => openReport(parts, target, place),
    fixFinding: (target?: unknown, finding?: Finding, title?: string) =>
      fixStoredFinding(parts, target, finding, title),
    inspect: (target?: unknown) => orComplain(parts, () => inspect(target)),
    makeDefaultEditor: () => makeDefaultEditor(),
    openSample: () => diagnoseSample(parts),
    openWalkthrough: () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthroughId),
    writePruned: (target?: unknown, output?: unknown) => writePrunedModel(parts, target, output),
    explainRule: (rule?: unknown) => explainRule(parts.extension, rule),
    restartCompute: () => parts.compute.restart(),
  };
  return Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`modelGeometry.${name}`, run),
  );
}

/** Diagnoses the target (or the user's pick) and tells the user what went wrong, if anything. */
export async function diagnoseTarget(
  parts: Parts,
  target: unknown,
  part?: ReportPart,
): Promise<Report | undefined> {
  let model: vscode.Uri | undefined;
  return orComplain(
    parts,
    async () => {
      model = await modelFor(target);
      return model && parts.diagnosis.run(model, part);
    },
    {
      Restart: () => {
        parts.compute.restart();
        void diagnoseTarget(parts, model, part);
      },
      'Choose Data': () => void chooseDataFor(parts, model),
    },
  );
}

/** Saves a report, by default the one in front or shown last, to `target` or to where the user says. */
export async function save(
  parts: Parts,
  format: ReportFormat,
  { record = parts.panels.current?.record, target }: { record?: ReportRecord; target?: unknown },
): Promise<vscode.Uri | undefined> {
  return orComplain(parts, async () => {
    if (record === undefined) {
      throw new UserError('There is no open report to save; diagnose a model first.');
    }
    const file = target instanceof vscode.Uri ? target : undefined;
    return saveReport(record, format, parts.extension, file);
  });
}

/** Saves what the page of a report offers, where the user says. */
export async function saveFromPage(
  parts: Parts,
  message: Extract<PageToHost, { type: 'saveFile' }>,
  record: ReportRecord,
): Promise<void> {
  await orComplain(parts, () => saveOffered(message, record));
}

/** Shows the last report of the target (or the user's pick) at a place, without a new run. */
export async function openReport(
  parts: Parts,
  target: unknown,
  place?: ReportPlace,
): Promise<void> {
  await orComplain(parts, async () => {
    const model = await modelFor(target);
    if (model) await openStoredReport(model, place ?? null, parts.panels, parts.store);
  });
}

/** Offers what can be done about a finding of the target (or the user's pick), or does what `title` names. */
export async function fixStoredFinding(
  parts: Parts,
  target: unknown,
  finding?: Finding,
  title?: string,
): Promise<void> {
  await orComplain(parts, async () => {
    const model = await modelFor(target);
    if (model === undefined) return;
    const record = await storedReport(model, parts.panels, parts.store);
    await fixFinding(record, finding, title);
  });
}

/** Opens the target (or the user's pick) in the model editor. */
async function inspect(target: unknown): Promise<void> {
  const model = await modelFor(target);
  if (model) await vscode.commands.executeCommand('vscode.openWith', model, modelEditorType);
}

async function diagnoseSample(parts: Parts): Promise<Report | undefined> {
  const model = await orComplain(parts, () => copyOfSample(parts.extension, parts.globalStorage));
  return model && diagnoseTarget(parts, model);
}

/** Writes the target's model (or the user's pick) without its certified dead units. */
async function writePrunedModel(parts: Parts, target: unknown, output: unknown): Promise<void> {
  await orComplain(parts, async () => {
    const model = await modelFor(target);
    if (model === undefined) return;
    const record = await storedReport(model, parts.panels, parts.store);
    await writePruned(record, parts.compute, output instanceof vscode.Uri ? output : undefined);
  });
}

/** Runs the last diagnosis of a model again and tells the user what went wrong, if anything. */
export async function refreshReport(parts: Parts, model: string): Promise<void> {
  await orComplain(parts, () => parts.diagnosis.refresh(model));
}

/** Asks for the model's data anew and diagnoses it with them. */
async function chooseDataFor(parts: Parts, target: unknown): Promise<void> {
  await orComplain(parts, async () => {
    const model = await modelFor(target);
    if (model === undefined) return;
    const settings = await askForData(model.fsPath, parts.compute);
    if (settings !== undefined) await parts.diagnosis.run(model);
  });
}

/** Runs something and tells the user what went wrong, if anything; then `undefined`. */
export async function orComplain<T>(
  parts: Parts,
  run: () => Promise<T>,
  remedies: Remedies = {},
): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    void complain(error, parts.log, remedies);
    return undefined;
  }
}
