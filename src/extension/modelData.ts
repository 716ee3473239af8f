import { basename, dirname, relative } from 'node:path';
import * as vscode from 'vscode';
import type { ModelSettings } from '../analysis/settings.ts';
import type { ComputeService } from './computeService.ts';
import { chooseData, type Choice, type Question } from './dataChoice.ts';
import { modelSettings } from './lazyBundles.ts';
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
  const title = `Looking for data near ${basename(model)}`;
  const candidates = await withProgress(title, (options) =>
    compute.lookup.request('findData', { model }, options),
  );
  const choice = await chooseData(candidates, askByQuickPick, (reference) =>
    relative(dirname(model), reference),
  );
  if (choice === undefined) return undefined;
  const { readModelSettings, writeModelSettings } = modelSettings();
  await writeModelSettings(model, choice, ['train', 'test', 'preprocess']);
  return (await readModelSettings(model)) ?? choice;
}

async function askByQuickPick<T>(question: Question<T>): Promise<Choice<T> | undefined> {
  return vscode.window.showQuickPick([...question.choices], {
    title: question.title,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
}
