import * as vscode from 'vscode';
import type { ReportRecord } from '../reportRecord.ts';
import type { ReportStore } from '../reportStore.ts';
import { diagnosticSource } from './findingDiagnostic.ts';
import { findingFixes } from './findingFixes.ts';

/**
 * The fixes of findings as quick fixes of their problems. VS Code asks for them where a model is open as text, which it offers for
 * files whose beginning does not look binary; the model view and "Fix a Finding…" have the same fixes for all.
 */
export class FindingActions implements vscode.CodeActionProvider {
  static readonly selector: vscode.DocumentSelector = { pattern: '**/*.onnx' };

  readonly #store: ReportStore;

  constructor(store: ReportStore) {
    this.#store = store;
  }

  async provideCodeActions(
    { uri }: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const own = diagnostics.filter(({ source }) => source === diagnosticSource);
    const record = own.length > 0 ? await this.#store.loadModel(uri.fsPath) : undefined;
    if (record === undefined) return [];
    const actions = own.flatMap((diagnostic) => actionsFor(uri, diagnostic, record));
    // A rule may have found several things that the same step answers.
    return [...new Map(actions.map((action) => [action.title, action])).values()];
  }
}

/** All problems of a model stand at its start, so VS Code lists their fixes together: each says its rule and layer. */
function actionsFor(
  uri: vscode.Uri,
  diagnostic: vscode.Diagnostic,
  { report, model }: ReportRecord,
): vscode.CodeAction[] {
  const finding = report.findings.find(({ message }) => message === diagnostic.message);
  if (finding === undefined) return [];
  const { rule, layer } = finding;
  return findingFixes(model, finding, report).map(({ title }) => {
    const words = `${title} (${layer === null ? rule : `${rule}, ${layer}`})`;
    const action = new vscode.CodeAction(words, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    action.command = {
      title,
      command: 'modelGeometry.fixFinding',
      arguments: [uri, finding, title],
    };
    return action;
  });
}
