import { readFileSync, writeFileSync } from 'node:fs';
import { allOperators, type Operator, type OperatorClass } from '../../src/onnx/operators.ts';

/*
 * Writes the table of operators between the marks of a Markdown file, README.md unless another is named:
 *   npx tsx test/support/operatorTable.ts [FILE]
 */

/** Lines of a Markdown file between which the table stands. */
export const tableMarks = {
  start: '<!-- operators: written by test/support/operatorTable.ts -->',
  end: '<!-- /operators -->',
};

const meanings: Readonly<Record<OperatorClass, string>> = {
  'affine-fold': 'affine; exact',
  'affine-routing': 'moves values; exact',
  'affine-two-input': 'affine in all its inputs; exact',
  'cpwl-elementwise': 'one switch a unit; exact',
  'cpwl-multi-input': 'a winner among several; exact',
  discontinuous: 'jumps; patterns hold, distances are heuristic behind it',
  'piecewise-quadratic': 'curved between its corners; heuristic behind it',
  smooth: 'heuristic behind it',
  'shape-only': 'depends on shapes alone; exact',
  'control-flow': 'named as a limit',
  unsupported: 'named as a limit',
};

/** One row a class and switch code, operators in alphabetical order. */
export function operatorTable(): string {
  const rows = new Map<string, string[]>();
  for (const { domain, op, operator } of allOperators()) {
    const key = `| ${operator.class} | ${switchText(operator)} | ${meanings[operator.class]} |`;
    const name = domain === '' ? op : `${domain}.${op}`;
    rows.set(key, [...(rows.get(key) ?? []), name]);
  }
  const lines = [...rows].map(([key, names]) => `${key} ${names.sort().join(' ')} |`);
  return ['| class | switch | what is said | operators |', '| - | - | - | - |', ...lines].join(
    '\n',
  );
}

function switchText({ code, softBand }: Operator): string {
  if (!code) return '–';
  return softBand ? `${code}, soft in ${softBand.join(' … ')}` : code;
}

/** `markdown` with everything between the marks replaced by the table. Throws when the marks are missing. */
export function withOperatorTable(markdown: string): string {
  const { start, end } = tableMarks;
  const from = markdown.indexOf(start);
  const to = markdown.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The lines "${start}" and "${end}" are missing`);
  return `${markdown.slice(0, from)}${start}\n\n${operatorTable()}\n\n${markdown.slice(to)}`;
}

if (process.argv[1] === import.meta.filename) {
  const file = process.argv[2] ?? 'README.md';
  writeFileSync(file, withOperatorTable(readFileSync(file, 'utf8')));
}
