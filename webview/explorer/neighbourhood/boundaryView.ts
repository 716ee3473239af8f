import { formatNumber } from '../../../src/report/format.ts';
import type { Neighbourhood } from '../../../src/protocol/neighbourhood.ts';
import { element } from '../../dom.ts';
import { smallTable } from '../smallTable.ts';
import { outputName } from './localMapView.ts';
import { magnitudeText, namedPicture } from './signedPicture.ts';

/** The nearest boundary point that was found: as an image where inputs are images, and by its class scores. */
export function boundaryView(found: Neighbourhood): HTMLElement[] {
  const { pictures, boundaryScores, outputs } = found;
  const nodes: HTMLElement[] = [];
  if (pictures) {
    const { sample, boundary, difference, largestDifference } = pictures;
    const figures = [namedPicture('The sample', sample)];
    if (boundary) {
      const title = outputs === 'sign' ? 'Where the output is 0' : 'Where the class changes';
      figures.push(namedPicture(title, boundary));
    }
    if (difference) {
      const note = magnitudeText(largestDifference);
      const isSigned = difference.channels === 1;
      figures.push(namedPicture('The change', difference, { note, isSigned }));
    }
    nodes.push(element('div', { class: 'figures' }, ...figures));
  }
  if (boundaryScores) nodes.push(scoreTable(found, boundaryScores));
  return nodes;
}

function scoreTable(
  { scores, predicted, decision, outputs }: Neighbourhood,
  there: readonly number[],
): HTMLElement {
  const columns = [
    { label: outputName(outputs), numeric: false },
    { label: 'At the sample', numeric: true },
    { label: 'At the boundary', numeric: true },
  ];
  const shown = [...scores.keys()]
    .sort((a, b) => there[b]! - there[a]!)
    .filter((k, place) => place < 5 || k === predicted || k === decision?.rival);
  const rows = shown.map((k) => [String(k), formatNumber(scores[k]!), formatNumber(there[k]!)]);
  return smallTable('Class scores, the highest at the boundary first', columns, rows);
}
