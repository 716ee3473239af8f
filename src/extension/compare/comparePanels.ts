import * as vscode from 'vscode';
import type { ModelTimeline } from '../../report/comparison/modelTimeline.ts';
import { ComparePanel } from './comparePanel.ts';
import { type ComparisonStore, comparisonId } from './comparisonStore.ts';

/** The view type in package.json's activation event. */
export const comparisonViewType = 'modelGeometry.comparison';

/** The open comparisons, one panel for the same models in the same order; brings them back after the window was reloaded. */
export class ComparePanels implements vscode.WebviewPanelSerializer {
  readonly #extension: vscode.Uri;
  readonly #store: ComparisonStore;
  readonly #save: (timeline: ModelTimeline) => Promise<void>;
  readonly #open = new Map<string, ComparePanel>();

  /** `save` asks where a comparison shall be written, and writes it. */
  constructor(
    extension: vscode.Uri,
    store: ComparisonStore,
    save: (timeline: ModelTimeline) => Promise<void>,
  ) {
    this.#extension = extension;
    this.#store = store;
    this.#save = save;
  }

  /** Shows a comparison beside the code, in its panel where that is open, without taking the focus. */
  async show(timeline: ModelTimeline): Promise<void> {
    await this.#store.save(timeline);
    const open = this.#open.get(comparisonId(timeline));
    if (open !== undefined) return open.show(timeline);
    const panel = vscode.window.createWebviewPanel(
      comparisonViewType,
      'Model Geometry',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      {},
    );
    this.#adopt(panel, timeline);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = (state as { comparison?: unknown } | null | undefined)?.comparison;
    const timeline = await this.#store.load(id);
    if (timeline === undefined || this.#open.has(comparisonId(timeline))) panel.dispose();
    else this.#adopt(panel, timeline);
  }

  #adopt(webview: vscode.WebviewPanel, timeline: ModelTimeline): void {
    const id = comparisonId(timeline);
    this.#open.set(id, new ComparePanel(webview, this.#extension, timeline, this.#save));
    webview.onDidDispose(() => {
      this.#open.delete(id);
      void this.#store.remove(id);
    });
  }
}
