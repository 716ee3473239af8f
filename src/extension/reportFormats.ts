import * as vscode from 'vscode';

/** What a report can be saved as; those without an extension are folders of files. */
export const reportFormats = {
  html: { label: 'HTML', extension: 'html' },
  markdown: { label: 'Markdown', extension: 'md' },
  json: { label: 'JSON', extension: 'json' },
  csv: { label: 'CSV', extension: undefined },
  svg: { label: 'SVG', extension: undefined },
  npz: { label: 'NumPy', extension: 'npz' },
} as const;

export type SavedFormat = keyof typeof reportFormats;

/** Lets the user pick a format; `undefined` when they walked away. */
export async function pickFormat(): Promise<SavedFormat | undefined> {
  const about: Readonly<Record<SavedFormat, string>> = {
    html: vscode.l10n.t('the whole page in one file'),
    markdown: vscode.l10n.t('for pull requests and CI summaries'),
    json: vscode.l10n.t('every number, for programs'),
    csv: vscode.l10n.t('a new folder with a file for each table'),
    svg: vscode.l10n.t('a new folder with a file for each chart'),
    npz: vscode.l10n.t('arrays of units and samples, for Jupyter'),
  };
  const items = (Object.keys(reportFormats) as SavedFormat[]).map((format) => ({
    label: reportFormats[format].label,
    description: about[format],
    format,
  }));
  const title = vscode.l10n.t('Save report as');
  return (await vscode.window.showQuickPick(items, { title }))?.format;
}
