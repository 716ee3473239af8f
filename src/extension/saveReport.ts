import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { npzBytes } from '../analysis/export/npz.ts';
import { reportArrays } from '../analysis/export/reportArrays.ts';
import { chartTheme } from './chartTheme.ts';
import { reportView } from './lazyBundles.ts';
import type { ReportRecord } from './reportRecord.ts';
import { pickFormat, reportFormats, type SavedFormat } from './reportFormats.ts';
import { tellSaved } from './tellSaved.ts';
import { makeFolder, writeFile } from './writeFile.ts';

/** "choose": the user picks one of {@link reportFormats}. */
export type ReportFormat = SavedFormat | 'choose';

/**
 * Writes a report to `target`, or to where the user says: a file, or for tables and charts a folder. Returns it, `undefined` when
 * the user walked away. Throws UserError when it cannot be written.
 */
export async function saveReport(
  record: ReportRecord,
  asked: ReportFormat,
  extension: vscode.Uri,
  target?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const format = asked === 'choose' ? await pickFormat() : asked;
  if (format === undefined) return undefined;
  const place = target ?? (await askForPlace(record, format));
  if (place === undefined) return undefined;
  if (format === 'csv' || format === 'svg') await writeFolder(place, await filesOf(record, format));
  else await writeFile(place, await contentOf(record, format, extension));
  tellSaved(place);
  return place;
}

function askForPlace(record: ReportRecord, format: SavedFormat): Thenable<vscode.Uri | undefined> {
  const { label, extension } = reportFormats[format];
  const title = vscode.l10n.t('Save report as {0}', label);
  const folder = vscode.Uri.file(dirname(record.model));
  const proposed = vscode.Uri.joinPath(folder, `${basename(record.model, '.onnx')}.geometry`);
  if (extension === undefined) {
    return askForFolder(title, proposed.with({ path: `${proposed.path}-${format}` }));
  }
  return vscode.window.showSaveDialog({
    title,
    defaultUri: proposed.with({ path: `${proposed.path}.${extension}` }),
    filters: { [label]: [extension] },
  });
}

/** Asks in which folder `proposed` shall be: forty files in a folder of their own are not strewn among the user's. */
async function askForFolder(title: string, proposed: vscode.Uri): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    title,
    openLabel: vscode.l10n.t('Save Here'),
    defaultUri: vscode.Uri.joinPath(proposed, '..'),
  });
  return chosen?.[0] && vscode.Uri.joinPath(chosen[0], basename(proposed.path));
}

function filesOf(record: ReportRecord, format: 'csv' | 'svg') {
  const { createReportView, reportCsv, reportSvg } = reportView();
  const view = createReportView(record.report);
  return format === 'csv' ? reportCsv(view) : reportSvg(view);
}

async function writeFolder(
  folder: vscode.Uri,
  files: Awaited<ReturnType<typeof filesOf>>,
): Promise<void> {
  await makeFolder(folder);
  for (const { name, text } of files) {
    await writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
  }
}

async function contentOf(
  record: ReportRecord,
  format: Exclude<SavedFormat, 'csv' | 'svg'>,
  extension: vscode.Uri,
): Promise<Uint8Array> {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  switch (format) {
    case 'json':
      return bytes(`${JSON.stringify(record.report, null, 2)}\n`);
    case 'html':
      return bytes(await htmlText(record, extension));
    case 'markdown':
      return bytes(reportView().reportMarkdown(record.report));
    case 'npz':
      return npzBytes(reportArrays(record.report));
  }
}

async function htmlText(record: ReportRecord, extension: vscode.Uri): Promise<string> {
  const asset = async (name: string): Promise<string> => {
    const file = vscode.Uri.joinPath(extension, 'dist', name);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  };
  const [script, style] = await Promise.all([asset('webview.js'), asset('webview.css')]);
  return reportView().standaloneHtml(record.report, { script, style }, chartTheme());
}
