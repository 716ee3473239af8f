import * as vscode from 'vscode';
import { type FileTree, type FolderEntry, walkModels } from './walkModels.ts';

/**
 * The `.onnx` files of the workspace's folders on disk, nearest to its root first. Walks by the file system rather than by VS Code's
 * search, which needs a helper program that not every installation has.
 */
export function findModels(): Promise<vscode.Uri[]> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  return walkModels(
    folders.filter(({ scheme }) => scheme === 'file'),
    workspaceFiles,
  );
}

const workspaceFiles: FileTree<vscode.Uri> = {
  join: (folder, name) => vscode.Uri.joinPath(folder, name),
  async list(folder) {
    try {
      const entries = await vscode.workspace.fs.readDirectory(folder);
      return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
    } catch {
      return [];
    }
  },
};

/** A link to a file is a file; a link to a folder is none. */
function kindOf(type: vscode.FileType): FolderEntry['kind'] {
  if (type === vscode.FileType.Directory) return 'folder';
  return (type & vscode.FileType.File) === 0 ? 'other' : 'file';
}
