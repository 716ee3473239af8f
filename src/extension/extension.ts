import { join } from 'node:path';
import * as vscode from 'vscode';
import { diagnoseTarget, registerCommands, save, saveFromPage, type Parts } from './commands.ts';
import { ComputeService } from './computeService.ts';
import { Diagnosis } from './diagnosis.ts';
import { registerExplorers } from './explorers/registerExplorers.ts';
import { ReportPanels, reportViewType } from './reportPanels.ts';
import { ReportStore } from './reportStore.ts';
import { watchWorkspaceModels } from './workspaceModels.ts';

/** Wires the parts. Nothing native, no process and no drawing code is loaded here. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Model Geometry', { log: true });
  const program = join(context.extensionPath, 'dist', 'compute.mjs');
  const compute = new ComputeService(program, context.globalStorageUri.fsPath);
  const storage = context.storageUri ?? context.globalStorageUri;
  const store = new ReportStore(storage, log);
  const panels = new ReportPanels(context.extensionUri, store, (panel, message) => {
    const { model } = panel.record;
    if (message.type === 'save') void save(parts, message.format, { record: panel.record });
    else if (message.type === 'saveFile') void saveFromPage(parts, message, panel.record);
    else if (message.type === 'rerun') void diagnoseTarget(parts, vscode.Uri.file(model));
    else log.info(`${model}: drawn ${Math.round(message.ms)} ms after its data arrived`);
  });
  const diagnosis = new Diagnosis(compute, panels, store, log);
  const parts: Parts = {
    extension: context.extensionUri,
    globalStorage: context.globalStorageUri,
    storage,
    compute,
    panels,
    store,
    diagnosis,
    log,
  };
  context.subscriptions.push(
    log,
    compute,
    store,
    ...registerCommands(parts),
    ...registerExplorers(parts),
    ...watchWorkspaceModels(parts, store),
    vscode.window.registerWebviewPanelSerializer(reportViewType, panels),
  );
}
