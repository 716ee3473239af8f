// npm run l10n: gathers what the extension says by vscode.l10n.t into l10n/bundle.l10n.json, where translations start from.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Where VS Code looks for translations; named in package.json. */
export const bundleFile = 'l10n/bundle.l10n.json';
const sources = 'src/extension';

/** The bundle as text: every message of the extension under `root`, by itself, in alphabetical order. */
export function renderBundle(root: string): string {
  const folder = join(root, sources);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const messages = files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => messagesOf(readFileSync(join(folder, name), 'utf8')));
  const entries = [...new Set(messages)].sort().map((message) => [message, message]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** First arguments of calls of vscode.l10n.t in a file's text. */
function messagesOf(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'vscode.l10n.t') {
      const [message] = node.arguments;
      if (message && ts.isStringLiteralLike(message)) found.push(message.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync('l10n', { recursive: true });
  writeFileSync(bundleFile, renderBundle('.'));
}
