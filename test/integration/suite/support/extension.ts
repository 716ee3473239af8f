import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** The extension under test. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('model-geometry.model-geometry');
  assert.ok(found, 'the extension is not loaded');
  return found;
}

/** The folder that is open in this window: a copy of the digits sample. */
export function workspaceFolder(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return folder.uri.fsPath;
}

/** A file of the open folder. */
export function workspaceFile(...parts: string[]): vscode.Uri {
  return vscode.Uri.file(join(workspaceFolder(), ...parts));
}
