export interface PanelAddresses {
  /** The page's script and style sheet in dist/ as the page reaches them. */
  readonly script: string;
  readonly style: string;
  /** The webview's source expression for its own files. */
  readonly cspSource: string;
}

/**
 * A page in a panel. Scripts run by nonce only: nothing that reaches the document later (a name in a model, say) can run.
 * `data` becomes data attributes of the document, named like dataset's keys: what the page keeps in its state so that the host finds
 * its report or model after a reload.
 */
export function panelHtml(
  addresses: PanelAddresses,
  data: Readonly<Record<string, string>>,
  nonce: string,
): string {
  const attributes = Object.entries(data).map(([key, value]) => {
    const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return ` data-${name}="${escaped(value)}"`;
  });
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
<html lang="en"${attributes.join('')}>
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

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
