import {
  formatCount,
  formatDuration,
  formatNumber,
  formatOptional,
  formatShare,
} from '../../../src/report/format.ts';
import type { SliceCodes, SliceSummary } from '../../../src/protocol/slice.ts';
import { classPhrase } from '../../../src/report/phrases.ts';
import { colourOf, layerColour } from '../../../src/report/sliceColours.ts';
import { element } from '../../dom.ts';
import { limitNotes } from '../limitNotes.ts';
import { smallTable } from '../smallTable.ts';
import { swatch } from './sliceLegend.ts';

/** The exact figures of the window that was cut, as text and tables. */
export function figuresView(summary: SliceSummary): HTMLElement[] {
  const { decisions, complete, milliseconds, limits, checks } = summary;
  return [
    element('p', {
      class: complete ? 'muted small' : 'incomplete small',
      text: `${complete ? 'Exact' : incompleteText(summary)}; computed in ${formatDuration(milliseconds)}.`,
    }),
    figureList(summary),
    layerTable(summary),
    ...(decisions ? [classTable(decisions, summary)] : []),
    element(
      'details',
      { class: 'fold' },
      element('summary', {
        text: checks.hold ? 'Checked on this window' : 'A CHECK FAILED on this window',
      }),
      element('ul', { class: 'small' }, ...checks.sentences.map((text) => element('li', { text }))),
    ),
    ...limitNotes(limits),
  ];
}

/** What a heuristic look shows, and what it does not. */
export function codesView({ patterns, raster: { width, height } }: SliceCodes): HTMLElement[] {
  return [
    element('p', {
      class: 'incomplete small',
      text: `Heuristic: the model was run at ${String(width)} × ${String(height)} points. Dark pixels are where its switch codes change (smooth units count by their sign); what lies between two points is not known.`,
    }),
    definitions([['Different switch codes', formatCount(patterns)]]),
  ];
}

function incompleteText({ layers, perLayer }: SliceSummary): string {
  const after = perLayer.at(-1)?.layer;
  const missing = `${formatCount(perLayer.length)} of ${formatCount(layers.length)} layers`;
  return after === undefined
    ? 'Incomplete: the budget (time, regions or memory) was spent within the first layer'
    : `Incomplete: exact up to ${after} (${missing}), beyond it the budget (time, regions or memory) was spent`;
}

function figureList(summary: SliceSummary): HTMLElement {
  const { regions, linearRegions, area, slivers } = summary;
  const rows: [string, string][] = [
    ['Regions', formatCount(regions)],
    ['Different affine maps', linearRegions === null ? '–' : formatCount(linearRegions)],
    ['Regions per unit area', formatNumber(regions / area)],
    ['Area of the window', formatNumber(area)],
    ['Median area of a region', formatNumber(summary.medianArea)],
    ['Median corners', formatNumber(summary.medianCorners)],
    ['Median eccentricity', formatNumber(summary.medianEccentricity)],
    ...boundaryRows(summary),
    ['Slivers', formatCount(slivers)],
  ];
  return definitions(rows);
}

/** The boundary between classes; nothing where the outputs name none. */
function boundaryRows({ decisions, outputs }: SliceSummary): [string, string][] {
  if (outputs === 'numbers') return [];
  const label = outputs === 'sign' ? 'Where the output is 0' : 'Decision boundary';
  return [
    [label, formatOptional(decisions?.length)],
    ['Tie area', formatOptional(decisions?.tieArea)],
  ];
}

function definitions(rows: readonly (readonly [string, string])[]): HTMLElement {
  const nodes = rows.flatMap(([label, value]) => [
    element('dt', { text: label }),
    element('dd', { text: value }),
  ]);
  return element('dl', { class: 'facts' }, ...nodes);
}

function layerTable({ perLayer }: SliceSummary): HTMLElement {
  const columns = [
    { label: 'Layer', numeric: false },
    { label: 'Regions so far', numeric: true },
    { label: 'Boundary length', numeric: true },
  ];
  const rows = perLayer.map(({ layer, regions, boundaryLength }, i) => {
    const name = element(
      'span',
      { class: 'named' },
      swatch(colourOf(layerColour(i))),
      element('span', { text: layer }),
    );
    return [name, formatCount(regions), formatNumber(boundaryLength)];
  });
  return smallTable('Regions layer by layer', columns, rows);
}

function classTable(
  { classArea }: NonNullable<SliceSummary['decisions']>,
  { area, outputs }: SliceSummary,
): HTMLElement {
  const isSign = outputs === 'sign';
  const columns = [
    { label: isSign ? 'Output' : 'Class', numeric: false },
    { label: 'Area', numeric: true },
    { label: 'Share', numeric: true },
  ];
  const rows = classArea.flatMap((own, k) =>
    own > 0
      ? [[isSign ? classPhrase(k, outputs) : String(k), formatNumber(own), formatShare(own / area)]]
      : [],
  );
  return smallTable(
    isSign ? 'Area by the sign of the output' : 'Area by winning class',
    columns,
    rows,
  );
}
