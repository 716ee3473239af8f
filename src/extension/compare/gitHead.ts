import { execFile, type ExecFileException } from 'node:child_process';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../analysis/process/sessionErrors.ts';
import { reportId } from '../reportRecord.ts';
import { writeFile } from '../writeFile.ts';

/** The start of a file that Git LFS keeps elsewhere. */
const lfsPointer = 'version https://git-lfs';
/** Largest model taken from Git; protobuf ends here too. */
const largestModel = 2 ** 31 - 1;

/**
 * Writes a model as it is in Git's HEAD to `storage` and returns that file, named so that it can be told from the one at work. Throws
 * UserError without Git, without a repository, where HEAD has no such file, and where only a pointer of Git LFS is stored.
 */
export async function modelAtHead(model: vscode.Uri, storage: vscode.Uri): Promise<vscode.Uri> {
  const bytes = await atHead(model.fsPath);
  if (new TextDecoder().decode(bytes.subarray(0, lfsPointer.length)) === lfsPointer) {
    throw new UserError(
      `Git HEAD holds only a Git LFS pointer for ${model.fsPath}; run "git lfs pull" and compare with a checked-out copy instead.`,
    );
  }
  const folder = vscode.Uri.joinPath(storage, 'head', reportId(model.fsPath));
  await vscode.workspace.fs.createDirectory(folder);
  const file = vscode.Uri.joinPath(folder, `HEAD ${basename(model.fsPath)}`);
  await writeFile(file, bytes);
  return file;
}

/** The program that VS Code's own Git extension is told to use. */
function gitProgram(): string {
  const setting = vscode.workspace.getConfiguration('git').get<string | string[] | null>('path');
  return (Array.isArray(setting) ? setting[0] : setting) || 'git';
}

function atHead(model: string): Promise<Uint8Array> {
  // Plumbing: "git show" would run the text conversion that a repository's settings name.
  const args = ['cat-file', 'blob', `HEAD:./${basename(model)}`];
  const options = { cwd: dirname(model), encoding: 'buffer', maxBuffer: largestModel } as const;
  return new Promise((resolve, reject) => {
    execFile(gitProgram(), args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(gitError(model, error, stderr.toString()));
    });
  });
}

function gitError(model: string, error: ExecFileException, said: string): UserError {
  const options = { cause: error };
  if (error.code === 'ENOENT') {
    return new UserError(
      'Git was not found; install it, or set "git.path", to compare with Git HEAD.',
      options,
    );
  }
  if (/not a git repository/i.test(said)) {
    return new UserError(
      `${model} is in no Git repository, so there is no Git HEAD to compare with.`,
      options,
    );
  }
  return new UserError(
    `Git HEAD has no ${model} (${said.trim().split('\n')[0]}); commit it first to compare with it.`,
    options,
  );
}
