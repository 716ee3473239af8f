import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../analysis/process/sessionErrors.ts';
import { reportId } from '../reportRecord.ts';

/** What is used of the API of VS Code's own Git extension, version 1. */
interface GitApi {
  getRepository(uri: vscode.Uri): GitRepository | null;
  /** Finds and opens the repository of a file; absent in old versions. */
  openRepository?(root: vscode.Uri): Promise<GitRepository | null>;
}

interface GitRepository {
  /** Content of a file at a commit. */
  buffer(ref: string, path: string): Promise<Uint8Array>;
}

/** The start of a file that Git LFS keeps elsewhere. */
const lfsPointer = 'version https://git-lfs';

/**
 * Writes a model as it is in Git's HEAD to `storage` and returns that file, named so that it can be told from the one at work. Throws
 * UserError without Git, without a repository, where HEAD has no such file, and where only a pointer of Git LFS is stored.
 */
export async function modelAtHead(model: vscode.Uri, storage: vscode.Uri): Promise<vscode.Uri> {
  const repository = await repositoryOf(model);
  const bytes = await atHead(repository, model);
  if (new TextDecoder().decode(bytes.subarray(0, lfsPointer.length)) === lfsPointer) {
    throw new UserError(
      `Git HEAD holds only a Git LFS pointer for ${model.fsPath}; run "git lfs pull" and compare with a checked-out copy instead.`,
    );
  }
  const folder = vscode.Uri.joinPath(storage, 'head', reportId(model.fsPath));
  await vscode.workspace.fs.createDirectory(folder);
  const file = vscode.Uri.joinPath(folder, `HEAD ${basename(model.fsPath)}`);
  await vscode.workspace.fs.writeFile(file, bytes);
  return file;
}

async function repositoryOf(model: vscode.Uri): Promise<GitRepository> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  if (extension === undefined) {
    throw new UserError(
      'VS Code’s Git extension is not there (it may be disabled); enable it to compare with Git HEAD.',
    );
  }
  const repository = await findRepository(extension, model);
  if (repository) return repository;
  throw new UserError(
    `${model.fsPath} is in no Git repository that VS Code knows, so there is no HEAD to compare with.`,
  );
}

async function findRepository(
  extension: vscode.Extension<{ getAPI(version: 1): GitApi }>,
  model: vscode.Uri,
): Promise<GitRepository | null> {
  try {
    const api = (await extension.activate()).getAPI(1);
    const folder = vscode.workspace.getWorkspaceFolder(model)?.uri;
    return (
      api.getRepository(model) ?? (folder ? ((await api.openRepository?.(folder)) ?? null) : null)
    );
  } catch (cause) {
    // Git is switched off in the settings or not installed.
    throw new UserError(
      'Git is not available in VS Code; install it, or set "git.enabled", to compare with Git HEAD.',
      { cause },
    );
  }
}

async function atHead(repository: GitRepository, model: vscode.Uri): Promise<Uint8Array> {
  try {
    return await repository.buffer('HEAD', model.fsPath);
  } catch (cause) {
    throw new UserError(`Git HEAD has no ${model.fsPath}; commit it first to compare with it.`, {
      cause,
    });
  }
}
