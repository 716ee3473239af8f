import { basename } from 'node:path';
import * as vscode from 'vscode';
import { checkpointsOf } from '../../analysis/compare/checkpointsOf.ts';
import type { ComputeService } from '../computeService.ts';
import { findModels } from '../findModels.ts';
import { modelPick } from '../modelPlace.ts';
import { refuseUnlessOnDisk } from '../onDisk.ts';
import { modelFor } from '../pickModel.ts';
import { ComparePanels, comparisonViewType } from './comparePanels.ts';
import { compareRun, refuseUnlessTrusted, saveComparison } from './compareRun.ts';
import { ComparisonStore } from './comparisonStore.ts';
import { modelAtHead } from './gitHead.ts';

/** What comparing needs from the rest of the extension. */
export interface CompareParts {
  readonly extension: vscode.Uri;
  readonly globalStorage: vscode.Uri;
  /** Where comparisons are kept for a reloaded window. */
  readonly storage: vscode.Uri;
  readonly compute: ComputeService;
  /** Runs a command and tells the user what went wrong, if anything. */
  readonly orComplain: (run: () => Promise<void>) => Promise<void>;
}

/**
 * The commands that compare: the models selected in the Explorer (one alone: with the user's pick), a folder of checkpoints, a model
 * with its Git HEAD.
 */
export function registerCompareCommands(parts: CompareParts): vscode.Disposable[] {
  const panels = new ComparePanels(
    parts.extension,
    new ComparisonStore(parts.storage),
    (timeline) => parts.orComplain(() => saveComparison(timeline)),
  );
  const compare = async (models: readonly string[]): Promise<void> => {
    const timeline = await compareRun(models, parts.compute);
    if (timeline !== undefined) await panels.show(timeline);
  };
  const commands = {
    compareModels: (target?: unknown, selected?: unknown) =>
      parts.orComplain(async () => {
        const models = await modelsToCompare(target, selected);
        if (models) await compare(models);
      }),
    compareCheckpoints: (target?: unknown) =>
      parts.orComplain(async () => {
        const folder = target instanceof vscode.Uri ? target : await askForFolder();
        if (folder === undefined) return;
        refuseUnlessOnDisk(folder);
        const models = await checkpointsOf(folder.fsPath);
        await compare(models);
      }),
    compareWithHead: (target?: unknown) =>
      parts.orComplain(async () => {
        const model = await modelFor(target);
        if (model === undefined) return;
        refuseUnlessOnDisk(model);
        refuseUnlessTrusted();
        const head = await modelAtHead(model, parts.globalStorage);
        await compare([head.fsPath, model.fsPath]);
      }),
  };
  return [
    vscode.window.registerWebviewPanelSerializer(comparisonViewType, panels),
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`modelGeometry.${name}`, run),
    ),
  ];
}

/** Paths in order; `undefined` when the user walked away. */
async function modelsToCompare(target: unknown, selected: unknown): Promise<string[] | undefined> {
  const chosen = Array.isArray(selected)
    ? selected.filter((uri): uri is vscode.Uri => uri instanceof vscode.Uri)
    : [];
  chosen.forEach(refuseUnlessOnDisk);
  if (chosen.length > 1) return chosen.map(({ fsPath }) => fsPath);
  const first = await modelFor(target);
  if (first) refuseUnlessOnDisk(first);
  const second = first && (await pickOther(first.fsPath));
  return first && second ? [first.fsPath, second] : undefined;
}

/** One of the workspace's models, or a file of elsewhere that is asked for next. */
type PickedModel = vscode.QuickPickItem & { readonly uri?: vscode.Uri };

async function pickOther(first: string): Promise<string | undefined> {
  const others = (await findModels()).filter(({ fsPath }) => fsPath !== first);
  const browse: PickedModel = { label: vscode.l10n.t('Browse…') };
  const title = vscode.l10n.t('Compare {0} with which model?', basename(first));
  const picked = await vscode.window.showQuickPick<PickedModel>(
    [...others.map(modelPick), browse],
    {
      title,
      matchOnDescription: true,
    },
  );
  if (picked !== browse) return picked?.uri?.fsPath;
  const files = await vscode.window.showOpenDialog({ title, filters: { ONNX: ['onnx'] } });
  return files?.[0]?.fsPath;
}

async function askForFolder(): Promise<vscode.Uri | undefined> {
  const folders = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Folder of checkpoints'),
    canSelectFolders: true,
    canSelectFiles: false,
  });
  return folders?.[0];
}
