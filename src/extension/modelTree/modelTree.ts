import * as vscode from 'vscode';
import { findModels } from '../findModels.ts';
import type { ReportStore } from '../reportStore.ts';
import { childrenOf, type TreeNode } from './modelNodes.ts';
import { treeItem } from './treeItem.ts';

/** The view's id in package.json. */
export const modelTreeId = 'modelGeometry.models';
/** Files come in bursts, e.g. when a folder is unpacked. */
const refreshDelayMs = 300;

/** The models of the workspace with what their last reports say. */
export class ModelTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #store: ReportStore;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  /** `files` tells of models that come and go. */
  constructor(store: ReportStore, files: vscode.FileSystemWatcher) {
    this.#store = store;
    const refresh = (): void => this.refreshSoon();
    this.#subscriptions = [
      store.onDidSave(refresh),
      files.onDidCreate(refresh),
      files.onDidDelete(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
    ];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) return [...childrenOf(node)];
    const digests = new Map((await this.#store.digests()).map((each) => [each.model, each]));
    const found = (await findModels()).map(({ fsPath }) => fsPath);
    // Reports of models elsewhere, such as the sample's, would otherwise be out of reach.
    const elsewhere = [...digests.keys()].filter((model) => !isInWorkspace(model)).sort();
    return [...new Set([...found, ...elsewhere])].map((model) => ({
      kind: 'model',
      model,
      digest: digests.get(model),
    }));
  }

  refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(undefined), refreshDelayMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

function isInWorkspace(model: string): boolean {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(model)) !== undefined;
}
