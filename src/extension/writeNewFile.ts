import * as vscode from 'vscode';
import { UserError } from '../analysis/process/sessionErrors.ts';

/** Writes a file where the user wanted it. Throws UserError, naming the file, when that cannot be done. */
export async function writeNewFile(file: vscode.Uri, content: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(file, content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`Cannot write ${file.fsPath} (${reason}); choose another folder.`, {
      cause,
    });
  }
}
