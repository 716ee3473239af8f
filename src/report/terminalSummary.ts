import { extrapolationSentence } from './extrapolation/extrapolationSentence.ts';
import { spaceNotes } from './extrapolation/spaceNotes.ts';
import { type FindingGroup, groupFindings } from './findings/groupFindings.ts';
import { fileName, limitSentence, subtitle } from './headline.ts';
import { hyperplanesSentence } from './hyperplanes/hyperplanesSentence.ts';
import { leadingFigures } from './leadingFigures.ts';
import { regionsSentence } from './regions/regionsSentence.ts';
import type { Finding, Report } from './report.ts';
import type { TableView } from './reportView.ts';
import { extrapolationTable, hyperplanesTable, regionsTable } from './terminal/partTables.ts';
import { withPrintableTexts } from './terminal/printableTexts.ts';
import { type TerminalStyle, terminalStyle } from './terminal/terminalStyle.ts';
import { textTable } from './terminal/textTable.ts';
import { wrapText } from './terminal/wrapText.ts';

export interface TerminalOptions {
  /** Columns of the terminal; lines are wrapped and tables cut to it, down to 40. */
  readonly width: number;
  /** Whether to write ANSI colours. */
  readonly colour: boolean;
}

/** Findings of one rule, and limits, listed before "and N more". */
const shownAtOnce = 3;
const narrowest = 40;
const widest = 120;
const indent = '  ';

/**
 * The report for people at a terminal: findings first, then a sentence and a compact table a part. Ends with a newline. Its control
 * characters are line ends and our own colours: none comes from the report.
 */
export function terminalSummary(shown: Report, { width, colour }: TerminalOptions): string {
  const report = withPrintableTexts(shown);
  const style = terminalStyle(colour);
  const room = Math.min(widest, Math.max(narrowest, width)) - indent.length;
  const blocks = [
    [
      style.bold(fileName(report.model.path)),
      ...wrapText(subtitle(report), room).map(style.dim),
      ...leadingLines(report, room),
    ],
    [style.bold('Findings'), ...findings(report.findings, room, style)],
    ...parts(report, room, style),
    ...notes(report, room, style),
    ...limits(report, room, style),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** "97% accuracy on 400 test samples · 9 of 112 units never active"; nothing where none of it was measured. */
function leadingLines(report: Report, room: number): readonly string[] {
  const figures = leadingFigures(report).map(({ value, label }) => `${value} ${label}`);
  return figures.length === 0 ? [] : wrapText(figures.join(' · '), room);
}

function findings(list: readonly Finding[], room: number, style: TerminalStyle): string[] {
  if (list.length === 0) return [`${indent}Nothing crossed its threshold.`];
  return groupFindings(list).flatMap((group) => findingLines(group, room, style));
}

function findingLines(group: FindingGroup, room: number, style: TerminalStyle): string[] {
  const paint = { error: style.red, warning: style.yellow, information: style.blue };
  const left = ' '.repeat(indent.length + 2);
  const rest = group.findings.length - shownAtOnce;
  const body = group.findings
    .slice(0, shownAtOnce)
    .flatMap(({ message }) => wrapText(message, room - 2));
  if (rest > 0) body.push(`and ${rest} more`);
  return [
    `${indent}${paint[group.severity](`${group.severity}: ${group.rule}`)}`,
    ...body.map((line) => left + line),
    ...wrapText(group.findings[0].fix, room - 2).map((line) => left + style.dim(line)),
  ];
}

function parts(
  { hyperplanes, regions, extrapolation }: Report,
  room: number,
  style: TerminalStyle,
): string[][] {
  const part = (title: string, sentence: string, table: TableView): string[] => [
    style.bold(title),
    ...wrapText(sentence, room).map((line) => indent + line),
    ...tableLines(table, room, style),
  ];
  return [
    ...(hyperplanes
      ? [part('Hyperplanes', hyperplanesSentence(hyperplanes), hyperplanesTable(hyperplanes))]
      : []),
    ...(regions ? [part('Regions', regionsSentence(regions), regionsTable(regions))] : []),
    ...(extrapolation
      ? [
          part(
            'Extrapolation',
            extrapolationSentence(extrapolation),
            extrapolationTable(extrapolation),
          ),
        ]
      : []),
  ];
}

function tableLines(table: TableView, room: number, style: TerminalStyle): string[] {
  if (table.rows.length === 0) return [];
  const [head, ...rows] = textTable(table, room);
  return ['', indent + style.dim(head), ...rows.map((row) => indent + row)];
}

/** What to mind about the spaces; nothing where there is nothing. */
function notes({ extrapolation }: Report, room: number, style: TerminalStyle): string[][] {
  const sentences = spaceNotes(extrapolation ?? { spaces: [] }).map(
    ({ note, spaces }) => `${spaces.join(', ')}: ${note}`,
  );
  return sentenceBlock('Notes', sentences, room, style);
}

function limits({ model }: Report, room: number, style: TerminalStyle): string[][] {
  return sentenceBlock('Limits', model.limits.map(limitSentence), room, style);
}

/** The first few sentences under a title, and how many more there are; no block without sentences. */
function sentenceBlock(
  title: string,
  sentences: readonly string[],
  room: number,
  style: TerminalStyle,
): string[][] {
  if (sentences.length === 0) return [];
  const rest = sentences.length - shownAtOnce;
  const lines = sentences
    .slice(0, shownAtOnce)
    .flatMap((sentence) => wrapText(sentence, room))
    .map((line) => indent + line);
  return [[style.bold(title), ...lines, ...(rest > 0 ? [`${indent}and ${rest} more`] : [])]];
}
