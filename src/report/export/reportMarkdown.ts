import { createReportView } from '../createReportView.ts';
import { exactnessWords } from '../exactnessWords.ts';
import { groupFindings } from '../findings/groupFindings.ts';
import type { Finding, Report } from '../report.ts';
import type { PartView, TableView } from '../reportView.ts';

const icons: Readonly<Record<Finding['severity'], string>> = {
  error: '❌',
  warning: '⚠️',
  information: 'ℹ️',
};

/** Rows of a table that are written out; the others are counted. */
const shownRows = 50;

/**
 * The report as Markdown (GitHub's): findings first, then each part with its sentence, its figures and its tables folded away. Made
 * for the summary of a CI job and for pull requests. Names from the model are escaped.
 */
export function reportMarkdown(report: Report): string {
  const view = createReportView(report);
  return [
    `# ${escaped(view.title)}`,
    escaped(view.subtitle),
    ...figuresTable(view.figures ?? []),
    findingsText(report.findings),
    ...view.parts.map(partText),
    ...(view.limits.length > 0
      ? ['## Limits', view.limits.map((limit) => `- ${escaped(limit)}`).join('\n')]
      : []),
    '',
  ].join('\n\n');
}

function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing crossed its threshold.';
  return groupFindings(findings)
    .map(({ rule, severity, findings: group }) => {
      const messages = group.map(({ message }) => escaped(message)).join(' ');
      return `- ${icons[severity]} **${rule}** (${severity}): ${messages} _${escaped(group[0].fix)}_`;
    })
    .join('\n');
}

function partText({ title, sentence, figures, tables }: PartView): string {
  return [
    `## ${escaped(title)}`,
    escaped(sentence),
    ...figuresTable(figures),
    ...tables.map(tableText),
  ].join('\n\n');
}

function figuresTable(figures: PartView['figures']): string[] {
  if (figures.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [
    line(figures.map(({ label }) => escaped(label))),
    line(figures.map(() => '---')),
    line(
      figures.map(
        ({ value, exactness }) => `**${escaped(value)}** _${exactnessWords[exactness][0]}_`,
      ),
    ),
  ];
  return [lines.join('\n')];
}

function tableText({ caption, columns, rows }: TableView): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rest = rows.length - shownRows;
  return [
    `<details><summary>${escaped(caption)}</summary>`,
    '',
    line(columns.map(({ label }) => escaped(label))),
    line(columns.map(({ numeric }) => (numeric ? '---:' : '---'))),
    ...rows.slice(0, shownRows).map((row) => line(row.map(({ text }) => escaped(text)))),
    ...(rest > 0 ? ['', `and ${rest} more`] : []),
    '',
    '</details>',
  ].join('\n');
}

/** Text that shows as it is: nothing in a name becomes HTML, a link, or a cell of its own. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|#~]/g, String.raw`\$&`)
    .replaceAll(/\s+/g, ' ');
}
