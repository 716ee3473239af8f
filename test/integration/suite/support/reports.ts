import { strict as assert } from 'node:assert';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Report } from '../../../../src/report/report.ts';
import { waitUntil } from '../../../support/processes.ts';
import { workspaceFile } from './extension.ts';

/**
 * Diagnoses a model of the open folder; fails when no report came. The default is the part that takes a tenth of the time of all, for
 * tests of what surrounds a run.
 */
export async function diagnose(model: string, command = 'showHyperplanes'): Promise<Report> {
  const report = await vscode.commands.executeCommand<Report | undefined>(
    `modelGeometry.${command}`,
    workspaceFile(model),
  );
  assert.ok(report, 'no report came');
  return report;
}

/** The open report panels, in the order of their tabs. */
export function reportTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        // VS Code puts a prefix of its own before the view type.
        input instanceof vscode.TabInputWebview && input.viewType.endsWith('modelGeometry.report'),
    );
}

/** Waits for the tabs: VS Code tells extensions of a new panel some time after it is made. */
export async function untilReportTabs(count: number): Promise<void> {
  await waitUntil(() => reportTabs().length === count);
}

/** Closes all editors; resolves when VS Code has told extensions so. */
export async function closeEverything(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await waitUntil(() => vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0));
}

/** Gives a model of the open folder the sample's data. */
export async function writeSettingsOf(model: string): Promise<void> {
  const file = workspaceFile('model-geometry.json').fsPath;
  const document = JSON.parse(await readFile(file, 'utf8')) as { models: Record<string, unknown> };
  document.models[model] = document.models['digits.onnx'];
  await writeFile(file, JSON.stringify(document));
}
