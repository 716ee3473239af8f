import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { tellSaved } from '../tellSaved.ts';
import { writeFile } from '../writeFile.ts';
import type { Answer } from './queries.ts';
import { bytes, record } from './readParams.ts';

/** A drawing of the largest view a screen has. */
const largestPng = 64e6;

/** Saves the drawing a page made of itself; `what` becomes part of the proposed name. */
export function savePng(what: string): Answer<string | null> {
  const read = record<{ readonly png: Uint8Array }>({ png: bytes(largestPng) });
  return (params, { samples }) => saveBytes(read(params).png, 'png', what, samples.model);
}

/** Saves a text where the user says; its path, or `null` when the user walked away. Throws UserError when it cannot be written. */
export function saveText(
  text: string,
  format: 'svg' | 'json',
  what: string,
  model: string,
): Promise<string | null> {
  return saveBytes(new TextEncoder().encode(text), format, what, model);
}

async function saveBytes(
  content: Uint8Array,
  format: 'svg' | 'json' | 'png',
  what: string,
  model: string,
): Promise<string | null> {
  const name = `${basename(model, '.onnx')}.${what}.${format}`;
  const file = await vscode.window.showSaveDialog({
    title: `Save ${what} as ${format.toUpperCase()}`,
    defaultUri: vscode.Uri.file(join(dirname(model), name)),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (!file) return null;
  await writeFile(file, content);
  tellSaved(file);
  return file.fsPath;
}
