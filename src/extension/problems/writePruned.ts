import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { formatCount, formatNumber } from '../../report/format.ts';
import type { PruneRequest, PruneResult } from '../../protocol/prune.ts';
import type { ComputeService } from '../computeService.ts';
import { withoutLinks } from '../plainText.ts';
import { withProgress } from '../progress.ts';
import type { ReportRecord } from '../reportRecord.ts';

/**
 * Writes the model of a report, to `target` or to where the user says, without the units that are certified silent in the range of
 * the report's data, and tells what came of it. Rejects as the run does, with one sentence when there is nothing to take out.
 */
export async function writePruned(
  record: ReportRecord,
  compute: ComputeService,
  target?: vscode.Uri,
): Promise<void> {
  const { model } = record;
  const output = target ?? (await askForFile(model));
  if (output === undefined) return;
  const result = await withProgress(vscode.l10n.t('Pruning {0}', basename(model)), (options) =>
    compute.diagnosis.request('pruneModel', pruneRequest(record, output.fsPath), options),
  );
  void offerComparison(result, [vscode.Uri.file(model), output]);
}

function askForFile(model: string): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Write pruned model'),
    defaultUri: vscode.Uri.file(join(dirname(model), `${basename(model, '.onnx')}.pruned.onnx`)),
    filters: { ONNX: ['onnx'] },
  });
}

/** Tells what was taken out; the user may look at what changed. */
async function offerComparison(result: PruneResult, models: readonly vscode.Uri[]): Promise<void> {
  const compare = vscode.l10n.t('Compare');
  if ((await vscode.window.showInformationMessage(resultText(result), compare)) === compare) {
    await vscode.commands.executeCommand('modelGeometry.compareModels', models[0], models);
  }
}

function pruneRequest({ request }: ReportRecord, output: string): PruneRequest {
  const { model, train, test, preprocess, input, threads } = request;
  return {
    model,
    output,
    ...(train && { train }),
    ...(test && { test }),
    ...(preprocess && { preprocess }),
    ...(input !== undefined && { input }),
    ...(threads !== undefined && { threads }),
  };
}

function resultText({ removed, parameters, check, output }: PruneResult): string {
  const units = removed.reduce((sum, layer) => sum + layer.units.length, 0);
  return vscode.l10n.t(
    '{0}: {1} units taken out, {2} parameters fewer. On {3} samples no score differs by more than {4}.',
    withoutLinks(basename(output)),
    formatCount(units),
    formatCount(parameters.before - parameters.after),
    formatCount(check.samples),
    formatNumber(check.largestDifference),
  );
}
