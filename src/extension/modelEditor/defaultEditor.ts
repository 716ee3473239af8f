import * as vscode from 'vscode';

/** The editor's view type in package.json. */
export const modelEditorType = 'modelGeometry.model';
const pattern = '*.onnx';

/** Whether `.onnx` files open in the model editor by a click. */
export function isDefaultEditor(): boolean {
  return associations()[pattern] === modelEditorType;
}

/** Asks, then makes the model editor the one for `.onnx` files in the user's settings. Resolves to whether it is. */
export async function makeDefaultEditor(): Promise<boolean> {
  if (isDefaultEditor()) return true;
  const yes = vscode.l10n.t('Make Default');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Open every .onnx file in the model editor from now on?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'This writes "{0}" to workbench.editorAssociations in your user settings, where it can be taken back.',
        pattern,
      ),
    },
    yes,
  );
  if (answer !== yes) return false;
  await vscode.workspace
    .getConfiguration('workbench')
    .update(
      'editorAssociations',
      { ...associations(), [pattern]: modelEditorType },
      vscode.ConfigurationTarget.Global,
    );
  return true;
}

function associations(): Readonly<Record<string, string>> {
  return vscode.workspace.getConfiguration('workbench').get('editorAssociations') ?? {};
}
