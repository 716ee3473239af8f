import * as vscode from 'vscode';

/**
 * A copy of the bundled sample that can be written to, made when it is not there yet; returns its model. The sample has its own
 * model-geometry.json, so a diagnosis asks nothing.
 */
export async function copyOfSample(
  extension: vscode.Uri,
  storage: vscode.Uri,
): Promise<vscode.Uri> {
  const source = vscode.Uri.joinPath(extension, 'media', 'samples', 'digits');
  const target = vscode.Uri.joinPath(storage, 'samples', 'digits');
  await vscode.workspace.fs.createDirectory(target);
  for (const [name, type] of await vscode.workspace.fs.readDirectory(source)) {
    if (type !== vscode.FileType.File) continue;
    await vscode.workspace.fs.copy(
      vscode.Uri.joinPath(source, name),
      vscode.Uri.joinPath(target, name),
      { overwrite: true },
    );
  }
  return vscode.Uri.joinPath(target, 'digits.onnx');
}
