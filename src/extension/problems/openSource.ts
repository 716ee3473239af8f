import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../analysis/process/sessionErrors.ts';

/** A line of a program, on the machine that exported the model. */
export interface SourceLine {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * Shows the line of Python that a layer was exported from. A model that was exported elsewhere names files of another machine:
 * then a file of the workspace that ends the same way is taken. Throws UserError when there is none.
 */
export async function openSource(model: vscode.Uri, source: SourceLine): Promise<void> {
  const file = await findSource(model, source.file);
  if (file === undefined) {
    throw new UserError(
      `The model was exported from ${source.file}, which is not there; open the folder that holds ${basename(source.file)}.`,
    );
  }
  const document = await vscode.workspace.openTextDocument(file);
  const line = Math.min(source.line, document.lineCount) - 1;
  const selection = document.lineAt(line).range;
  await vscode.window.showTextDocument(document, { selection, viewColumn: vscode.ViewColumn.One });
}

/** The file that an exporter called `path`, where it is now; `undefined` when it is not to be found. */
export async function findSource(model: vscode.Uri, path: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(model)?.uri;
  for (const candidate of candidates(model, folder, path)) {
    if (await exists(candidate)) return candidate;
  }
  return undefined;
}

/** The path itself, then its ends of decreasing length in the workspace's folder, then its name beside the model. */
function candidates(model: vscode.Uri, folder: vscode.Uri | undefined, path: string): vscode.Uri[] {
  const parts = path.split(/[\\/]/).filter((part) => part !== '' && part !== '..');
  const ends = parts.map((_, i) => parts.slice(i));
  return [
    vscode.Uri.file(path),
    ...(folder ? ends.map((end) => vscode.Uri.joinPath(folder, ...end)) : []),
    vscode.Uri.joinPath(model, '..', parts.at(-1) ?? ''),
  ];
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(file)).type === vscode.FileType.File;
  } catch {
    return false;
  }
}
