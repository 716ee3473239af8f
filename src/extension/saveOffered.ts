import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { PageToHost } from '../protocol/page.ts';
import type { ReportRecord } from './reportRecord.ts';
import { tellSaved } from './tellSaved.ts';
import { writeFile } from './writeFile.ts';

/**
 * Saves a table or a chart that the page of a report offers, where the user says. Returns the file, `undefined` when the user
 * walked away. Throws UserError when it cannot be written.
 */
export async function saveOffered(
  { name, content, encoding }: Extract<PageToHost, { type: 'saveFile' }>,
  record: ReportRecord,
): Promise<vscode.Uri | undefined> {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  const { model } = record;
  const file = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(join(dirname(model), `${basename(model, '.onnx')}.${name}`)),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (file === undefined) return undefined;
  await writeFile(file, Buffer.from(content, encoding === 'text' ? 'utf8' : 'base64'));
  tellSaved(file);
  return file;
}
