import * as vscode from 'vscode';
import type { ReportPlace } from '../../protocol/page.ts';
import type { Finding } from '../../report/report.ts';
import type { SourceLine } from '../problems/openSource.ts';
import type { TreeNode } from './modelNodes.ts';

/** What the commands of the view need from the rest of the extension. */
export interface TreeActions {
  /** Shows a model's last report at a place. */
  openReport(model: vscode.Uri, place?: ReportPlace): Promise<void>;
  fixFinding(model: vscode.Uri, finding: Finding): Promise<void>;
  /** Shows the line of Python that a layer was exported from. */
  openSource(model: vscode.Uri, source: SourceLine): Promise<void>;
  refresh(): void;
}

/** The commands in the menus of the model view; each takes the line it was called on. */
export function registerTreeCommands(actions: TreeActions): vscode.Disposable[] {
  void tellExplorers();
  const commands = {
    openReportOfNode: ({ model }: TreeNode) => actions.openReport(vscode.Uri.file(model)),
    diagnoseNode: forward('diagnose'),
    inspectNode: forward('inspect'),
    revealNode: ({ model }: TreeNode) =>
      vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(model)),
    compareNode: forward('compareModels'),
    compareNodeWithHead: forward('compareWithHead'),
    fixNode: async (node: TreeNode) => {
      if (node.kind === 'finding') {
        await actions.fixFinding(vscode.Uri.file(node.model), node.finding);
      }
    },
    explainNode: async (node: TreeNode) => {
      if (node.kind === 'finding') {
        await vscode.commands.executeCommand('modelGeometry.explainRule', node.finding.rule);
      }
    },
    openSourceOfNode: async (node: TreeNode) => {
      if (node.kind === 'layer' && node.layer.source !== undefined) {
        await actions.openSource(vscode.Uri.file(node.model), node.layer.source);
      }
    },
    sliceThroughNode: explore('exploreSlice'),
    pathFromNode: explore('explorePath'),
    exploreAroundNode: explore('exploreNeighbourhood'),
    refreshModels: () => actions.refresh(),
  };
  return Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`modelGeometry.${name}`, run),
  );
}

function forward(command: string): (node: TreeNode) => Thenable<unknown> {
  return ({ model }) =>
    vscode.commands.executeCommand(`modelGeometry.${command}`, vscode.Uri.file(model));
}

const explorers = ['exploreSlice', 'explorePath', 'exploreNeighbourhood'] as const;

/** The menus offer an explorer only where its command is there. */
async function tellExplorers(): Promise<void> {
  // They are registered later in the same activation.
  await Promise.resolve();
  const known = new Set(await vscode.commands.getCommands(true));
  for (const name of explorers) {
    const command = `modelGeometry.${name}`;
    await vscode.commands.executeCommand('setContext', `${command}.isThere`, known.has(command));
  }
}

/** An explorer on the line's model, with the line's sample already chosen. */
function explore(command: (typeof explorers)[number]): (node: TreeNode) => Thenable<unknown> {
  return (node) => {
    // Extrapolation is scored of test samples.
    const preset =
      node.kind === 'sample' ? { set: 'test', samples: [node.sample.index] } : undefined;
    return vscode.commands.executeCommand(
      `modelGeometry.${command}`,
      vscode.Uri.file(node.model),
      preset,
    );
  };
}
