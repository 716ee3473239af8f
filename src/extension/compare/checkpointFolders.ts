import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { findModels } from '../findModels.ts';

/** The context key in package.json's menus. */
const contextKey = 'modelGeometry.checkpointFolders';
const delayMs = 1000;

/** Keeps VS Code told which folders hold two models or more, so that only their menus offer to compare checkpoints. */
export function tellCheckpointFolders(files: vscode.FileSystemWatcher): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), delayMs);
  };
  soon();
  const subscriptions = [files.onDidCreate(soon), files.onDidDelete(soon)];
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    subscriptions.forEach((subscription) => void subscription.dispose());
  });
}

async function tell(): Promise<void> {
  const folders = (await findModels()).map(({ fsPath }) => dirname(fsPath));
  const several = folders.filter((folder, i) => folders.indexOf(folder) !== i);
  const paths = several.map((folder) => vscode.Uri.file(folder).path);
  await vscode.commands.executeCommand('setContext', contextKey, [...new Set(paths)]);
}
