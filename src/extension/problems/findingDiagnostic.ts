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
 * A finding as a problem of the model's file. A model has no lines, so it stands at the start. A click on the rule opens what
 * it means.
 */
export function findingDiagnostic(finding: Finding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(0, 0, 0, 0),
    finding.message,
    severities[finding.severity],
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.rule, target: explanationUri(finding.rule) };
  return diagnostic;
}

/** A link that opens the page on a rule, wherever VS Code follows links. */
function explanationUri(rule: string): vscode.Uri {
  const args = encodeURIComponent(JSON.stringify([rule]));
  return vscode.Uri.parse(`command:modelGeometry.explainRule?${args}`);
}
