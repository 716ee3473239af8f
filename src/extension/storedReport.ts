import type * as vscode from 'vscode';
import { UserError } from '../analysis/process/sessionErrors.ts';
import type { ReportPlace } from '../protocol/page.ts';
import type { ReportPanels } from './reportPanels.ts';
import type { ReportRecord } from './reportRecord.ts';
import type { ReportStore } from './reportStore.ts';

/** A model's report: of its open panel, else the stored one. Throws UserError when it was never diagnosed. */
export async function storedReport(
  model: vscode.Uri,
  panels: ReportPanels,
  store: ReportStore,
): Promise<ReportRecord> {
  const record = panels.of(model.fsPath)?.record ?? (await store.loadModel(model.fsPath));
  if (record !== undefined) return record;
  throw new UserError(
    `There is no report of ${model.fsPath} yet; run "Diagnose Model Geometry" on it first.`,
  );
}

/** Shows a model's last report at a place, without a new run. Throws UserError when there is none. */
export async function openStoredReport(
  model: vscode.Uri,
  place: ReportPlace | null,
  panels: ReportPanels,
  store: ReportStore,
): Promise<void> {
  panels.show(await storedReport(model, panels, store), place);
}
