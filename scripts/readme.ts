// npm run readme: rewrites the sections of README.md that are made from code, between their markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { findingRules } from '../src/report/findings/rules.ts';
import { operatorTable } from './operatorTable.ts';

/** Generated sections by the name in their markers. */
const sections: Readonly<Record<string, () => string>> = {
  findings: () =>
    table(
      ['rule', 'severity', 'value', 'threshold'],
      findingRules.map(({ name, severity, summary, threshold }) => [
        `\`${name}\``,
        severity,
        summary,
        `${threshold}`,
      ]),
    ),
  operators: operatorTable,
};

/** `text` with every generated section made anew, in the project's format. Throws Error when a marker is missing. */
export async function renderReadme(text: string): Promise<string> {
  let result = text;
  for (const [name, render] of Object.entries(sections)) {
    const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
    const start = result.indexOf(begin);
    const stop = result.indexOf(end);
    if (start < 0 || stop < start) throw new Error(`README.md lacks the markers of "${name}"`);
    result = `${result.slice(0, start + begin.length)}\n\n${render()}\n\n${result.slice(stop)}`;
  }
  return format(result, { parser: 'markdown', printWidth: 100, singleQuote: true });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync('README.md', await renderReadme(readFileSync('README.md', 'utf8')));
}
