import * as vscode from 'vscode';
import { fixStoredFinding, openReport, orComplain, refreshReport, type Parts } from './commands.ts';
import { tellCheckpointFolders } from './compare/checkpointFolders.ts';
import { registerCompareCommands } from './compare/compareCommands.ts';
import { ChangeFollower } from './follow/changeFollower.ts';
import { registerFindingsTool } from './languageModelTool.ts';
import { modelEditorType } from './modelEditor/defaultEditor.ts';
import { ModelEditor } from './modelEditor/modelEditor.ts';
import { ModelTree, modelTreeId } from './modelTree/modelTree.ts';
import { registerTreeCommands } from './modelTree/treeCommands.ts';
import { FindingActions } from './problems/findingActions.ts';
import { openSource } from './problems/openSource.ts';
import { Problems } from './problems/problems.ts';
import type { ReportStore } from './reportStore.ts';

/**
 * What lives off the workspace's models and their last reports: the model view and editor, Problems, following,
 * comparisons, the assistant's tool.
 */
export function watchWorkspaceModels(parts: Parts, store: ReportStore): vscode.Disposable[] {
  const files = vscode.workspace.createFileSystemWatcher('**/*.onnx');
  const tree = new ModelTree(store, files);
  const problems = new Problems(store);
  void problems.restore();
  return [
    files,
    tree,
    problems,
    vscode.languages.registerCodeActionsProvider(
      FindingActions.selector,
      new FindingActions(store),
    ),
    files.onDidDelete((uri) => problems.remove(uri)),
    vscode.window.createTreeView(modelTreeId, { treeDataProvider: tree, showCollapseAll: true }),
    new ChangeFollower(store, files, (model) => refreshReport(parts, model)),
    ...registerTreeCommands({
      openReport: (model, place) => openReport(parts, model, place),
      fixFinding: (model, finding) => fixStoredFinding(parts, model, finding),
      openSource: (model, source) => orComplain(parts, () => openSource(model, source)),
      refresh: () => tree.refreshSoon(),
    }),
    tellCheckpointFolders(files),
    ...registerCompareCommands({ ...parts, orComplain: (run) => orComplain(parts, run) }),
    ...registerFindingsTool(store),
    vscode.window.registerCustomEditorProvider(
      modelEditorType,
      new ModelEditor(parts.extension, parts.compute.inspection, store),
    ),
  ];
}
