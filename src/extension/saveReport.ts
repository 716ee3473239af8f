import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../analysis/process/sessionErrors.ts';
import { reportView } from './lazyBundles.ts';
import type { ReportRecord } from './reportRecord.ts';

export type ReportFormat = 'html' | 'json';

const filters = { html: { HTML: ['html'] }, json: { JSON: ['json'] } };

/**
 * Writes a report to `target`, or to where the user says. Returns the file, `undefined` when the user walked away.
 * Throws UserError when it cannot be written.
 */
export async function saveReport(
  record: ReportRecord,
  format: ReportFormat,
  extension: vscode.Uri,
  target?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const file = target ?? (await askForFile(record, format));
  if (file === undefined) return undefined;
  const text = format === 'json' ? jsonText(record) : await htmlText(record, extension);
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`Cannot write ${file.fsPath} (${reason}); choose another folder.`, {
      cause,
    });
  }
  return file;
}

function askForFile(record: ReportRecord, format: ReportFormat) {
  const name = `${basename(record.model, '.onnx')}.geometry.${format}`;
  return vscode.window.showSaveDialog({
    title: `Save report as ${format.toUpperCase()}`,
    defaultUri: vscode.Uri.file(join(dirname(record.model), name)),
    filters: filters[format],
  });
}

function jsonText(record: ReportRecord): string {
  return `${JSON.stringify(record.report, null, 2)}\n`;
}

async function htmlText(record: ReportRecord, extension: vscode.Uri): Promise<string> {
  const asset = async (name: string): Promise<string> => {
    const file = vscode.Uri.joinPath(extension, 'dist', name);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  };
  const [script, style] = await Promise.all([asset('webview.js'), asset('webview.css')]);
  return reportView().standaloneHtml(record.report, { script, style });
}
