import * as vscode from 'vscode';
import type { Finding } from '../../report/report.ts';

/** What stands in the Problems view's source column and in front of a rule. */
export const diagnosticSource = 'Model Geometry';

const severities: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/**
 * A finding as a problem of the model's file. A model has no lines, so it stands at the start. A click on the rule opens what it
 * means; `source` is where the finding's layer was written, when that is known.
 */
export function findingDiagnostic(finding: Finding, source?: vscode.Location): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(0, 0, 0, 0),
    finding.message,
    severities[finding.severity],
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.rule, target: explanationUri(finding.rule) };
  if (source !== undefined) {
    const words = vscode.l10n.t('Layer "{0}" was exported from here.', finding.layer ?? '');
    diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(source, words)];
  }
  return diagnostic;
}

/** A link that opens the page on a rule, wherever VS Code follows links. */
function explanationUri(rule: string): vscode.Uri {
  const args = encodeURIComponent(JSON.stringify([rule]));
  return vscode.Uri.parse(`command:modelGeometry.explainRule?${args}`);
}
