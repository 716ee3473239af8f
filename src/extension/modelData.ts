import { basename, dirname, relative } from 'node:path';
import * as vscode from 'vscode';
import type { ModelSettings } from '../analysis/settings.ts';
import type { ComputeService } from './computeService.ts';
import { chooseData, type DataDialog } from './dataChoice.ts';
import { modelSettings } from './lazyBundles.ts';
import { withoutIcons } from './plainText.ts';
import { withProgress } from './progress.ts';

/** What model-geometry.json says about the model; without an entry the user is asked. `undefined`: the user walked away. */
export async function settingsFor(
  model: string,
  compute: ComputeService,
): Promise<ModelSettings | undefined> {
  return (await modelSettings().readModelSettings(model)) ?? (await askForData(model, compute));
}

/** Asks for the model's data and writes the choice to model-geometry.json. `undefined`: the user walked away. */
export async function askForData(
  model: string,
  compute: ComputeService,
): Promise<ModelSettings | undefined> {
  const title = vscode.l10n.t('Looking for data near {0}', basename(model));
  const candidates = await withProgress(title, (options) =>
    compute.lookup.request('findData', { model }, options),
  );
  const choice = await chooseData(candidates, quickPicks(dirname(model)));
  if (choice === undefined) return undefined;
  const { readModelSettings, writeModelSettings } = modelSettings();
  await writeModelSettings(model, choice, ['train', 'test', 'preprocess']);
  return (await readModelSettings(model)) ?? choice;
}

function quickPicks(folder: string): DataDialog {
  return {
    shorten: (reference) => relative(folder, reference),
    async ask(title, choices) {
      const options = { title, matchOnDescription: true, ignoreFocusOut: true };
      const items = choices.map((choice) => ({
        ...choice,
        label: withoutIcons(choice.label),
        description: withoutIcons(choice.description),
      }));
      return (await vscode.window.showQuickPick(items, options))?.value;
    },
    async browse(title) {
      const files = await vscode.window.showOpenDialog({
        title,
        defaultUri: vscode.Uri.file(folder),
        openLabel: 'Use',
      });
      return files?.[0]?.fsPath;
    },
  };
}
