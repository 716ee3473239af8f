import * as vscode from 'vscode';
import { writeWholeFile } from '../analysis/export/writeWholeFile.ts';
import { UserError } from '../analysis/process/sessionErrors.ts';

/**
 * Writes a file into a folder that exists: on disk whole or not at all, elsewhere as that place does it. Throws UserError, naming the
 * file, when that cannot be done.
 */
export async function writeFile(file: vscode.Uri, content: Uint8Array): Promise<void> {
  if (file.scheme === 'file') return writeWholeFile(file.fsPath, content);
  try {
    await vscode.workspace.fs.writeFile(file, content);
  } catch (cause) {
    throw cannotWrite(file, cause);
  }
}

/** Makes a folder, with those above it, where it is missing. Throws UserError, naming it, when that cannot be done. */
export async function makeFolder(folder: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.createDirectory(folder);
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
}

function cannotWrite(file: vscode.Uri, cause: unknown): UserError {
  const place = file.scheme === 'file' ? file.fsPath : file.toString();
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UserError(`Cannot write ${place} (${reason}); choose another folder.`, { cause });
}

/** {@link writeFile} of a value as JSON, indented by `indent` spaces; not at all unless given. */
export function writeJson(file: vscode.Uri, value: object, indent?: number): Promise<void> {
  const end = indent === undefined ? '' : '\n';
  const text = `${JSON.stringify(value, null, indent)}${end}`;
  return writeFile(file, new TextEncoder().encode(text));
}
