import { formatCount, formatNumber, formatOptional } from '../../../src/report/format.ts';
import type { Neighbourhood } from '../../../src/protocol/neighbourhood.ts';
import type { OutputKind } from '../../../src/report/report.ts';
import { element } from '../../dom.ts';
import { smallTable } from '../smallTable.ts';
import { factList } from './distancesView.ts';
import { magnitudeText, namedPicture, signedLegend } from './signedPicture.ts';

/** Outputs whose rows are drawn. */
const mostPictures = 20;

/** A relative difference up to which float64 arithmetic alone explains it. */
const rounding = 1e-12;

/** The affine map that is the network in this region: one template an output (matched filter), its size and its check. */
export function localMapView({
  map,
  scores,
  predicted,
  outputs,
}: Pick<Neighbourhood, 'map' | 'scores' | 'predicted' | 'outputs'>): HTMLElement[] {
  const { pictures, largest, offsets, error } = map;
  const facts: [string, string][] = [
    ['Spectral norm', formatOptional(map.spectralNorm)],
    ['Frobenius norm', formatNumber(map.frobeniusNorm)],
    ['Rank', map.rank === null ? '–' : formatCount(map.rank)],
    ['Check by forward passes', checkText(error)],
  ];
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, mostPictures);
  const isNamed = outputs === 'classes';
  const nodes: HTMLElement[] = [factList(facts)];
  if (pictures) {
    const isColoured = pictures[0]?.channels === 3;
    const figures = order.map((k) =>
      namedPicture(
        `${outputName(outputs)} ${String(k)}${isNamed && k === predicted ? ', predicted' : ''}`,
        pictures[k]!,
        {
          note: `${formatNumber(scores[k]!)}, ${magnitudeText(largest[k]!)}`,
          isSigned: !isColoured,
        },
      ),
    );
    nodes.push(element('div', { class: 'figures' }, ...figures), signedLegend(isColoured));
  } else {
    nodes.push(rowTable(order, outputName(outputs), { scores, largest, offsets }));
  }
  return nodes;
}

/** What a row of the map gives. */
export function outputName(outputs: OutputKind): 'Class' | 'Output' {
  return outputs === 'classes' ? 'Class' : 'Output';
}

function rowTable(
  order: readonly number[],
  name: string,
  {
    scores,
    largest,
    offsets,
  }: {
    readonly scores: readonly number[];
    readonly largest: readonly number[];
    readonly offsets: readonly number[];
  },
): HTMLElement {
  const columns = [
    { label: name, numeric: false },
    { label: 'Value', numeric: true },
    { label: 'Largest slope', numeric: true },
    { label: 'Offset', numeric: true },
  ];
  const rows = order.map((k) => [
    String(k),
    formatNumber(scores[k]!),
    formatNumber(largest[k]!),
    formatNumber(offsets[k]!),
  ]);
  return smallTable('Rows of the map', columns, rows);
}

/** How far the map and the network differ near the point, relative to the scores. */
function checkText(error: number | null): string {
  if (error === null) return 'not checked: no room around the point';
  return error <= rounding
    ? 'agrees to 12 digits of the scores'
    : `off by at most ${formatNumber(error)} of the scores`;
}
