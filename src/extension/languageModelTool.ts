import * as vscode from 'vscode';
import { findModels } from './findModels.ts';
import type { ReportDigest } from './digest/reportDigest.ts';
import type { ReportStore } from './reportStore.ts';

/** The tool's name in package.json. */
const findingsToolName = 'model-geometry_get_findings';

interface ToolInput {
  /** The model's path in the workspace, or a part of it; every diagnosed model when it is absent. */
  readonly model?: string;
}

/**
 * Lets an assistant read what the last reports found. It reads only what is stored: it runs nothing and changes nothing. Nothing is
 * registered where VS Code has no language models.
 */
export function registerFindingsTool(store: ReportStore): vscode.Disposable[] {
  // Absent in builds of VS Code without chat, whatever the types say.
  const models = vscode.lm as typeof vscode.lm | undefined;
  if (typeof models?.registerTool !== 'function') return [];
  const tool: vscode.LanguageModelTool<ToolInput> = {
    prepareInvocation: ({ input }) => ({
      invocationMessage: vscode.l10n.t('Reading the geometry findings of {0}', input.model ?? '…'),
    }),
    invoke: async ({ input }) => {
      const text = findingsText(
        await matching(store, input.model),
        await findModels(),
        input.model,
      );
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  };
  return [models.registerTool(findingsToolName, tool)];
}

async function matching(
  store: ReportStore,
  model: string | undefined,
): Promise<readonly ReportDigest[]> {
  const digests = await store.digests();
  if (model === undefined) return digests;
  // Without the folder the workspace lies in: its name says nothing of a model.
  const pathOf = (digest: ReportDigest): string => vscode.workspace.asRelativePath(digest.model);
  const named = digests.filter((digest) => pathOf(digest) === model || digest.model === model);
  return named.length > 0 ? named : digests.filter((digest) => pathOf(digest).includes(model));
}

/** The findings as JSON, or one sentence on why there are none to read. */
function findingsText(
  digests: readonly ReportDigest[],
  models: readonly vscode.Uri[],
  asked: string | undefined,
): string {
  if (digests.length === 0) {
    const known = models.map((uri) => vscode.workspace.asRelativePath(uri)).join(', ') || 'none';
    return `There is no geometry report of ${asked ?? 'any model'} yet. The user can make one with the command "Diagnose Model Geometry" on the .onnx file. Models of this workspace: ${known}.`;
  }
  const reports = digests.map(({ model, time, findings, layers, history }) => ({
    model: vscode.workspace.asRelativePath(model),
    diagnosed: new Date(time).toISOString(),
    headline: history.at(-1),
    findings,
    layers,
  }));
  return JSON.stringify({ reports });
}
