import { basename } from 'node:path';
import * as vscode from 'vscode';

/** Long enough to be read, milliseconds. */
const shownMs = 5000;

/** Says in the status bar that a file or folder has been written. */
export function tellSaved({ fsPath }: vscode.Uri): void {
  vscode.window.setStatusBarMessage(vscode.l10n.t('Saved {0}', basename(fsPath)), shownMs);
}
