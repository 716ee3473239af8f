import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { HostToComparePage } from '../../protocol/comparePage.ts';
import type { ModelTimeline } from '../../report/comparison/modelTimeline.ts';
import { timelineView, type TimelineView } from '../../report/comparison/timelineView.ts';
import { panelHtml } from '../panelHtml.ts';

/** Opens a comparison beside the code; its page can write it out as JSON. `save` asks where to and writes. */
export function showComparison(
  extension: vscode.Uri,
  timeline: ModelTimeline,
  save: (timeline: ModelTimeline) => Promise<void>,
): void {
  const view = timelineView(timeline);
  const dist = vscode.Uri.joinPath(extension, 'dist');
  const panel = vscode.window.createWebviewPanel(
    'modelGeometry.comparison',
    view.title,
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [dist] },
  );
  panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.png');
  panel.webview.onDidReceiveMessage((message: unknown) => {
    if (isOfType(message, 'ready')) post(panel.webview, view);
    else if (isOfType(message, 'save')) void save(timeline);
  });
  panel.webview.html = html(panel.webview, dist);
}

function post(webview: vscode.Webview, view: TimelineView): void {
  void webview.postMessage({ type: 'timeline', view } satisfies HostToComparePage);
}

function isOfType(message: unknown, type: string): boolean {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === type
  );
}

function html(webview: vscode.Webview, dist: vscode.Uri): string {
  const address = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const addresses = {
    script: address('compare.js'),
    style: address('compare.css'),
    cspSource: webview.cspSource,
  };
  return panelHtml(addresses, {}, randomBytes(18).toString('base64'));
}
