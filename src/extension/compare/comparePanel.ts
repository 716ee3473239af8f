import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { HostToComparePage } from '../../protocol/comparePage.ts';
import type { ModelTimeline } from '../../report/comparison/modelTimeline.ts';
import { timelineView } from '../../report/comparison/timelineView.ts';
import { panelHtml } from '../panelHtml.ts';
import { comparisonId } from './comparisonStore.ts';

/** One comparison in one webview. The page asks first ("ready"), so it can be hidden, reloaded and reopened at any time. */
export class ComparePanel {
  readonly #panel: vscode.WebviewPanel;
  #timeline: ModelTimeline;

  /** `save` asks where the comparison shall be written, and writes it. */
  constructor(
    panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    timeline: ModelTimeline,
    save: (timeline: ModelTimeline) => Promise<void>,
  ) {
    this.#panel = panel;
    this.#timeline = timeline;
    const dist = vscode.Uri.joinPath(extension, 'dist');
    panel.title = timelineView(timeline).title;
    panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.png');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (isOfType(message, 'ready')) this.#post();
      else if (isOfType(message, 'save')) void save(this.#timeline);
    });
    panel.webview.html = html(panel.webview, dist, comparisonId(timeline));
  }

  /** Replaces what is shown and brings the panel up without taking the focus. */
  show(timeline: ModelTimeline): void {
    this.#timeline = timeline;
    // A hidden page is not there to listen; it asks when it comes up.
    if (this.#panel.visible) this.#post();
    this.#panel.reveal(undefined, true);
  }

  #post(): void {
    const message: HostToComparePage = { type: 'timeline', view: timelineView(this.#timeline) };
    void this.#panel.webview.postMessage(message);
  }
}

function isOfType(message: unknown, type: string): boolean {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === type
  );
}

function html(webview: vscode.Webview, dist: vscode.Uri, comparison: string): string {
  const address = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const addresses = {
    script: address('compare.js'),
    style: address('compare.css'),
    cspSource: webview.cspSource,
  };
  return panelHtml(addresses, { comparison }, randomBytes(18).toString('base64'));
}
