import { createReportView } from './createReportView.ts';
import { embeddedReportId } from './embeddedReport.ts';
import type { Report } from './report.ts';
import type { ReportView } from './reportView.ts';

/** The page's own bundle, as built to dist/webview.js and dist/webview.css. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * One self-contained HTML file: opens from disk, asks the network for nothing, and is the same for the same report.
 * Data stand in a JSON block that no name in a model can break out of.
 */
export function standaloneHtml(
  report: Report,
  assets: PageAssets,
  chartTheme?: ReportView['chartTheme'],
): string {
  const view: ReportView = { ...createReportView(report), ...(chartTheme && { chartTheme }) };
  return standalonePage(view, assets, report.model.sha256.slice(0, 16) || undefined);
}

/** {@link standaloneHtml} of a view that was made already. */
export function standalonePage(
  view: ReportView,
  assets: PageAssets,
  // A fixed nonce is enough here: nothing but this function ever writes into the file.
  nonce = 'report',
): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en" data-standalone>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${escapeText(policy)}">
<title>${escapeText(view.title)} · Model Geometry</title>
<style>${assets.style.replaceAll('</', '<\\/')}</style>
</head>
<body>
<script type="application/json" id="${embeddedReportId}">${escapeJson(JSON.stringify(view))}</script>
<script nonce="${escapeText(nonce)}">${escapeScript(assets.script)}</script>
</body>
</html>
`;
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** JSON stays JSON when "<" is written as an escape, and no string in it can end the script element. */
function escapeJson(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

/** Inside JavaScript these sequences only occur in strings and regular expressions, where the backslash changes nothing. */
function escapeScript(script: string): string {
  return script.replaceAll(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--');
}
