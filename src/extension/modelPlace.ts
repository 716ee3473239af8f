import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { withoutIcons } from './plainText.ts';

/** The folder of a model relative to the workspace, which tells models of one name apart; "" at its root. */
export function modelPlace(model: string): string {
  const folder = vscode.workspace.asRelativePath(dirname(model));
  return folder === dirname(model) || folder === '.' ? '' : folder;
}

/** A model as a line of a Quick Pick. */
export function modelPick(model: vscode.Uri): vscode.QuickPickItem & { readonly uri: vscode.Uri } {
  return {
    label: withoutIcons(basename(model.path)),
    description: withoutIcons(modelPlace(model.fsPath)),
    uri: model,
  };
}
