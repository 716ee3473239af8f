export interface PanelAddresses {
  /** dist/webview.js and dist/webview.css as the page reaches them. */
  readonly script: string;
  readonly style: string;
  /** The webview's source expression for its own files. */
  readonly cspSource: string;
}

/**
 * The report page. Scripts run by nonce only: nothing that reaches the document later (a name in a model, say) can run.
 * `reportId` is what the page keeps in its state so that the host finds the report after a reload.
 */
export function panelHtml(addresses: PanelAddresses, reportId: string, nonce: string): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The toolkit and Vega set style properties and make style elements at run time.
    `style-src ${addresses.cspSource} 'unsafe-inline'`,
    `img-src ${addresses.cspSource} data:`,
    `font-src ${addresses.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en" data-report-id="${reportId}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Model Geometry</title>
<link rel="stylesheet" href="${addresses.style}">
</head>
<body>
<script nonce="${nonce}" src="${addresses.script}"></script>
</body>
</html>
`;
}
