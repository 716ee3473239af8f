import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { computeProcesses } from '../../support/computeProcesses.ts';
import { waitUntil } from '../../support/processes.ts';
import { resultsVariable } from '../../support/vscode/results.ts';
import { residentBytes, type SoakMemory } from '../runSoak.ts';
import { diagnosesVariable } from '../soakVariables.ts';

/**
 * Called by VS Code inside the extension host: diagnoses the model of the open folder again and again, each time into its open
 * report, and writes what memory that took and what processes a restart of the compute process leaves.
 */
export async function run(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const model = vscode.Uri.file(join(folder!.uri.fsPath, 'wine.onnx'));
  const count = Number(process.env[diagnosesVariable]);
  const [host, compute]: [number[], number[]] = [[], []];
  while (host.length < count) {
    const report = await vscode.commands.executeCommand('modelGeometry.diagnose', model);
    if (report === undefined) throw new Error(`diagnosis ${host.length + 1} gave no report`);
    host.push(process.memoryUsage.rss());
    compute.push(Math.max(0, ...computeProcesses().map(residentBytes)));
  }
  await vscode.commands.executeCommand('modelGeometry.restartCompute');
  await waitUntil(() => computeProcesses().length === 0);
  const outcome: SoakMemory = { host, compute, left: computeProcesses().length };
  await writeFile(process.env[resultsVariable]!, JSON.stringify(outcome));
}
