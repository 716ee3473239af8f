import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { HostToPage, PageToHost, ReportPlace } from '../protocol/page.ts';
import { chartTheme } from './chartTheme.ts';
import { historyView } from './digest/historyView.ts';
import { reportView } from './lazyBundles.ts';
import { panelHtml } from './panelHtml.ts';
import { readPageMessage } from './readPageMessage.ts';
import type { ReportRecord } from './reportRecord.ts';

export interface PanelEvents {
  /** The page asks for something; "ready" is answered by the panel itself. */
  onRequest(panel: ReportPanel, message: Exclude<PageToHost, { type: 'ready' }>): void;
  onClose(panel: ReportPanel): void;
}

/** One report in one webview. The page asks first ("ready"), so it can be hidden, reloaded and reopened at any time. */
export class ReportPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #extension: vscode.Uri;
  #record: ReportRecord;
  /** Where the next report that is sent shall be opened; the page keeps its own place after that. */
  #reveal: ReportPlace | null;

  constructor(
    panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    record: ReportRecord,
    place: ReportPlace | null,
    events: PanelEvents,
  ) {
    this.#panel = panel;
    this.#extension = extension;
    this.#record = record;
    this.#reveal = place;
    this.#showTitle();
    panel.onDidDispose(() => events.onClose(this));
    panel.webview.onDidReceiveMessage((value) => {
      const message = readPageMessage(value);
      if (message?.type === 'ready') this.#postReport();
      else if (message !== undefined) events.onRequest(this, message);
    });
    panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.png');
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.#distFolder()] };
    panel.webview.html = this.#html();
  }

  get record(): ReportRecord {
    return this.#record;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  /** Replaces the report and brings the panel up without taking the focus; `place` is scrolled into view. */
  show(record: ReportRecord, place: ReportPlace | null): void {
    this.update(record, place);
    this.#panel.reveal(undefined, true);
  }

  /** Replaces the report where it is, also behind another tab. */
  update(record: ReportRecord, place: ReportPlace | null = null): void {
    this.#record = record;
    this.#reveal = place;
    this.#showTitle();
    // A hidden page is not there to listen; it asks when it comes up.
    if (this.#panel.visible) this.#postReport();
  }

  /** Tells the page about a run that will replace the report. */
  showRunning(stage: string, share: number | null): void {
    this.#post({ type: 'running', stage, share });
  }

  /** The run came to nothing: the report stays. `message` is null when the user ended the run. */
  showStopped(message: string | null): void {
    if (message === null) this.#postReport();
    else this.#post({ type: 'failed', message });
  }

  /** Makes what the page draws, sends it, and keeps nothing of it: a hidden panel holds no more than the report. */
  #postReport(): void {
    const { createReportView } = reportView();
    const { report, history = [] } = this.#record;
    const view = {
      ...createReportView(report),
      chartTheme: chartTheme(),
      history: historyView(history),
    };
    this.#post({ type: 'report', view, reveal: this.#reveal });
    this.#reveal = null;
  }

  #post(message: HostToPage): void {
    void this.#panel.webview.postMessage(message);
  }

  #showTitle(): void {
    this.#panel.title = `${basename(this.#record.model)} Geometry`;
  }

  #html(): string {
    const { webview } = this.#panel;
    const address = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#distFolder(), name)).toString();
    const addresses = {
      script: address('webview.js'),
      style: address('webview.css'),
      cspSource: webview.cspSource,
    };
    return panelHtml(addresses, { reportId: this.#record.id }, randomBytes(18).toString('base64'));
  }

  #distFolder(): vscode.Uri {
    return vscode.Uri.joinPath(this.#extension, 'dist');
  }
}
