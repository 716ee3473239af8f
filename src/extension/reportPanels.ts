import * as vscode from 'vscode';
import type { ReportPlace } from '../protocol/page.ts';
import { ReportPanel, type PanelEvents } from './reportPanel.ts';
import type { ReportRecord } from './reportRecord.ts';
import type { ReportStore } from './reportStore.ts';

/** The view type in package.json's activation event. */
export const reportViewType = 'modelGeometry.report';

/** The open reports, one panel a model; brings them back after the window was reloaded. */
export class ReportPanels implements vscode.WebviewPanelSerializer {
  readonly #extension: vscode.Uri;
  readonly #store: ReportStore;
  readonly #onRequest: PanelEvents['onRequest'];
  readonly #open = new Map<string, ReportPanel>();
  /** The panel that was used last: commands without a panel in front mean this one. */
  #latest: ReportPanel | undefined;

  constructor(extension: vscode.Uri, store: ReportStore, onRequest: PanelEvents['onRequest']) {
    this.#extension = extension;
    this.#store = store;
    this.#onRequest = onRequest;
  }

  /** The panel of a model, if it is open. */
  of(model: string): ReportPanel | undefined {
    return this.#open.get(model);
  }

  /** The panel in front, else the one that was shown last. */
  get current(): ReportPanel | undefined {
    return [...this.#open.values()].find((panel) => panel.active) ?? this.#latest;
  }

  /** Shows a report beside the code without taking the focus. */
  show(record: ReportRecord, place: ReportPlace | null): void {
    const open = this.#open.get(record.model);
    if (open === undefined) this.#adopt(createPanel(), record, place);
    else open.show(record, place);
    this.#latest = this.#open.get(record.model);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = (state as { reportId?: unknown } | null | undefined)?.reportId;
    const record = await this.#store.load(id);
    // Without its report the panel has nothing to show; a run brings a new one.
    if (record === undefined || this.#open.has(record.model)) panel.dispose();
    else this.#adopt(panel, record, null);
  }

  #adopt(webview: vscode.WebviewPanel, record: ReportRecord, place: ReportPlace | null): void {
    const panel = new ReportPanel(webview, this.#extension, record, place, {
      onRequest: this.#onRequest,
      onClose: (closed) => {
        this.#open.delete(record.model);
        if (this.#latest === closed) this.#latest = undefined;
      },
    });
    this.#open.set(record.model, panel);
  }
}

function createPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    reportViewType,
    'Model Geometry',
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    {},
  );
}
