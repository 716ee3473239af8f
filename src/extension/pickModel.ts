import * as vscode from 'vscode';
import { findModels } from './findModels.ts';
import { modelPick } from './modelPlace.ts';

/** The model a command is about: the one it was called on, else the active tab's, else the user's pick. */
export async function modelFor(target: unknown): Promise<vscode.Uri | undefined> {
  if (target instanceof vscode.Uri) return target;
  return activeModel() ?? (await pickModel());
}

/** The `.onnx` file of the active tab; VS Code has no text editor for it, so the tab has to tell. */
function activeModel(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isFile = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  return isFile && input.uri.path.endsWith('.onnx') ? input.uri : undefined;
}

async function pickModel(): Promise<vscode.Uri | undefined> {
  const models = await findModels();
  if (models.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is no .onnx file in this workspace; open the folder that holds the model.',
      ),
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(models.map(modelPick), {
    title: vscode.l10n.t('Model Geometry: which model?'),
    matchOnDescription: true,
  });
  return picked?.uri;
}
