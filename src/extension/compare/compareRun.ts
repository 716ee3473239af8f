import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../analysis/process/sessionErrors.ts';
import type { ModelTimeline } from '../../report/comparison/modelTimeline.ts';
import type { ComputeService } from '../computeService.ts';
import { modelSettings } from '../lazyBundles.ts';
import { settingsFor } from '../modelData.ts';
import { showEnding, withProgress } from '../progress.ts';
import { reportRequest } from '../reportRequest.ts';
import { writeJson } from '../writeFile.ts';

/**
 * Compares models in order on the data of the first of them that model-geometry.json has an entry for; without any the user is
 * asked about the last. `undefined` when the user walked away; throws what the run threw.
 */
export async function compareRun(
  models: readonly string[],
  compute: ComputeService,
): Promise<ModelTimeline | undefined> {
  refuseUnlessTrusted();
  const dataOf = await modelWithSettings(models);
  const settings = await settingsFor(dataOf, compute);
  if (settings === undefined) return undefined;
  const shared = reportRequest(dataOf, settings);
  const title =
    models.length === 2
      ? vscode.l10n.t('Comparing {0} and {1}', basename(models[0]), basename(models[1]))
      : vscode.l10n.t('Comparing {0} models', models.length);
  return withProgress(title, ({ onProgress, signal }) => {
    const options = { onProgress, finish: signal };
    const run = compute.diagnosis.request('compareInOrder', { ...shared, models }, options);
    signal.addEventListener('abort', () => showEnding(run));
    return run;
  });
}

/** Throws UserError in a workspace that is not trusted: models would be run, and Git with the settings of the repository. */
export function refuseUnlessTrusted(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(
    'Comparing runs the models in ONNX Runtime, so it needs a trusted workspace; trust it by "Workspaces: Manage Workspace Trust".',
  );
}

async function modelWithSettings(models: readonly string[]): Promise<string> {
  const { readModelSettings } = modelSettings();
  for (const model of models) {
    if ((await readModelSettings(model)) !== undefined) return model;
  }
  return models.at(-1)!;
}

/** Writes a comparison as JSON to where the user says. Throws UserError when it cannot be written. */
export async function saveComparison(timeline: ModelTimeline): Promise<void> {
  const folder = dirname(timeline.models.at(-1)!.path);
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save comparison as JSON'),
    defaultUri: vscode.Uri.file(join(folder, 'comparison.geometry.json')),
    filters: { JSON: ['json'] },
  });
  if (file === undefined) return;
  await writeJson(file, timeline, 2);
}
