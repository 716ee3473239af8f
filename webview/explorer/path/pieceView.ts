import { formatCount, formatNumber } from '../../../src/report/format.ts';
import { categoryColour } from '../../../src/report/sliceColours.ts';
import type { Picture } from '../../../src/report/report.ts';
import { element } from '../../dom.ts';
import { pictureCanvas } from '../../pictures/pictureCanvas.ts';
import { swatch } from '../slice/sliceLegend.ts';
import { smallTable } from '../smallTable.ts';
import type { OutputKind } from '../../../src/report/report.ts';
import type { PathCurve, Piece } from './pathCurve.ts';

/** Units listed by name; more are counted. */
const listedUnits = 6;

/** What the model does at a point of the path: the piece around it, who cuts it off, and the scores. */
export function pieceView(curve: PathCurve, t: number, length: number): HTMLElement[] {
  const piece = curve.piece(curve.pieceAt(t));
  const facts: readonly (readonly [string, string])[] = [
    ['Point', `t = ${formatNumber(t)}`],
    ['Piece', `${formatCount(piece.number + 1)} of ${formatCount(curve.pieces)}`],
    ['From, to', `${formatNumber(piece.from)}, ${endText(curve, piece)}`],
    ['Length of the piece', lengthText(curve, piece, length)],
    [
      'Begins with',
      unitsText(piece.before, piece.number === 0 ? 'the first sample' : 'the second sample'),
    ],
    ['Ends with', unitsText(piece.after, lastText(curve, piece))],
  ];
  const rows = facts.flatMap(([label, value]) => [
    element('dt', { text: label }),
    element('dd', { text: value }),
  ]);
  return [element('dl', { class: 'facts' }, ...rows), scoreTable(curve.scoresAt(t), curve.outputs)];
}

/** The model's input there. */
export function pointPicture(picture: Picture, t: number): HTMLElement {
  const description = `The input at t = ${formatNumber(t)}`;
  return element(
    'figure',
    {},
    pictureCanvas({ picture, description }, 112),
    element('figcaption', { class: 'small muted', text: description }),
  );
}

function endText({ end, pieces }: PathCurve, { number, to }: Piece): string {
  return end > 1 && number === pieces - 1 ? 'infinity' : formatNumber(to);
}

function lengthText(
  { end, pieces }: PathCurve,
  { number, from, to }: Piece,
  length: number,
): string {
  return end > 1 && number === pieces - 1 ? 'unbounded' : formatNumber((to - from) * length);
}

function lastText({ end, pieces }: PathCurve, { number, to }: Piece): string {
  if (end > 1 && number === pieces - 1) return 'nothing';
  return to === 1 ? 'the second sample' : 'nothing';
}

function unitsText(units: Piece['before'], atSample: string): string {
  if (units.length === 0) return atSample;
  const named = units
    .slice(0, listedUnits)
    .map(({ layer, unit }) => `unit ${formatCount(unit)} of ${layer}`);
  const rest = units.length - named.length;
  return named.join(', ') + (rest > 0 ? ` and ${formatCount(rest)} more` : '');
}

/** Highest first. */
function scoreTable(scores: readonly number[], outputs: OutputKind): HTMLElement {
  if (outputs !== 'classes') return outputTable(scores);
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  const best = scores[order[0]!]!;
  const rows = order.map((k) => {
    const name = element(
      'span',
      { class: 'named' },
      swatch(categoryColour(k)),
      element('span', { text: String(k) }),
    );
    return [name, formatNumber(scores[k]!), formatNumber(best - scores[k]!)];
  });
  const columns = [
    { label: 'Class', numeric: false },
    { label: 'Score', numeric: true },
    { label: 'Behind by', numeric: true },
  ];
  return smallTable('Class scores there', columns, rows);
}

/** In their order. */
function outputTable(values: readonly number[]): HTMLElement {
  const columns = [
    { label: 'Output', numeric: false },
    { label: 'Value', numeric: true },
  ];
  const rows = values.map((value, k) => [String(k), formatNumber(value)]);
  return smallTable('Outputs there', columns, rows);
}
