import * as vscode from 'vscode';

/** A workspace with more than this should be asked by right-click. */
const maxModels = 500;
const maxFolders = 5000;

/**
 * The `.onnx` files of the workspace, nearest to its root first. Hidden folders and node_modules are left out. Walks by the
 * file system rather than by VS Code's search, which needs a helper program that not every installation has.
 */
export async function findModels(): Promise<vscode.Uri[]> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const models: vscode.Uri[] = [];
  // The list grows while it is walked: breadth first.
  for (const [visited, folder] of folders.entries()) {
    if (visited >= maxFolders || models.length >= maxModels) break;
    for (const [name, type] of await list(folder)) {
      const uri = vscode.Uri.joinPath(folder, name);
      if (isFolder(name, type)) folders.push(uri);
      else if (isModel(name, type)) models.push(uri);
    }
  }
  return models.slice(0, maxModels);
}

async function list(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // A folder that may not be read has no models for us.
    return [];
  }
}

/** Links to folders are not followed: they may lead in circles. */
function isFolder(name: string, type: vscode.FileType): boolean {
  return type === vscode.FileType.Directory && !name.startsWith('.') && name !== 'node_modules';
}

function isModel(name: string, type: vscode.FileType): boolean {
  return (type & vscode.FileType.File) !== 0 && name.toLowerCase().endsWith('.onnx');
}
