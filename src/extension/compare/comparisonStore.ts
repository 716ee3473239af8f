import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { ModelTimeline } from '../../report/comparison/modelTimeline.ts';
import { writeJson } from '../writeFile.ts';

/**
 * The comparisons of open panels on disk, one JSON file each, in the folder VS Code gives this extension: a reloaded window shows
 * them again without a run.
 */
export class ComparisonStore {
  readonly #folder: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(storage, 'comparisons');
  }

  async save(timeline: ModelTimeline): Promise<void> {
    try {
      await vscode.workspace.fs.createDirectory(this.#folder);
      await writeJson(this.#file(comparisonId(timeline)), timeline);
    } catch {
      // A full disk costs the comparison after a restart, not the one that was just made.
    }
  }

  /** `undefined` when there is none, or none that can be read. */
  async load(id: unknown): Promise<ModelTimeline | undefined> {
    if (typeof id !== 'string' || !/^[0-9a-f]{16}$/.test(id)) return undefined;
    try {
      const bytes = await vscode.workspace.fs.readFile(this.#file(id));
      const timeline = JSON.parse(new TextDecoder().decode(bytes)) as ModelTimeline;
      return timeline.models.length > timeline.steps.length ? timeline : undefined;
    } catch {
      return undefined;
    }
  }

  /** Forgets a comparison whose panel was closed. */
  async remove(id: string): Promise<void> {
    try {
      await vscode.workspace.fs.delete(this.#file(id));
    } catch {
      // It was never written.
    }
  }

  #file(id: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${id}.json`);
  }
}

/** 16 hex digits that name the comparison of these models in this order. */
export function comparisonId({ models }: ModelTimeline): string {
  const paths = models.map(({ path }) => path).join('\0');
  return createHash('sha256').update(paths).digest('hex').slice(0, 16);
}
