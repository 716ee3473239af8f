import {
  formatCount,
  formatDuration,
  formatNumber,
  formatOptional,
} from '../../../src/report/format.ts';
import type { PathJson, TrajectoryJson } from '../../../src/protocol/path.ts';
import { colourOf, layerColour } from '../../../src/report/sliceColours.ts';
import { element } from '../../dom.ts';
import { swatch } from '../slice/sliceLegend.ts';
import { smallTable } from '../smallTable.ts';

/** The exact figures of a path. */
export function pathFigures(path: PathJson): HTMLElement[] {
  const facts = [...lineFacts(path), ...beyondFacts(path)].flatMap(([label, value]) => [
    element('dt', { text: label }),
    element('dd', { text: value }),
  ]);
  const notes = path.limits.map(({ op, node, effect }) =>
    element('p', {
      class: 'small',
      text: [op, node, effect].filter((part) => part !== '').join(' '),
    }),
  );
  return [
    element('p', {
      class: 'muted small',
      text: `Exact; computed in ${formatDuration(path.timings.totalMs)}.`,
    }),
    element('dl', { class: 'facts' }, ...facts),
    layerTable(path),
    ...notes,
  ];
}

type Fact = readonly [label: string, value: string];

function lineFacts(path: PathJson): Fact[] {
  const { decisionChanges, classes } = path;
  const visited = [decisionChanges[0]?.from ?? classes[0], ...decisionChanges.map(({ to }) => to)];
  return [
    ['Regions', formatCount(path.regions)],
    ['Length of the path', formatNumber(path.length)],
    ['Regions per unit length', formatOptional(path.regionsPerUnitLength)],
    ['Classes on the way', visited.join(' → ')],
    ['Class switches at t', switchText(path)],
    ['Least lead of the winner', formatOptional(path.minimumMargin)],
    ['Largest distance of the scores from their chord', formatNumber(path.chordDeviation)],
    ['Length of the scores’ curve over the line’s', formatOptional(path.lengthRatio)],
    ['The same over its chord', formatOptional(path.totalVariationRatio)],
  ];
}

const listedSwitches = 6;

function switchText({ decisionChanges }: PathJson): string {
  if (decisionChanges.length === 0) return 'none';
  const listed = decisionChanges.slice(0, listedSwitches).map(({ t }) => t.toPrecision(6));
  const rest = decisionChanges.length - listed.length;
  return listed.join(', ') + (rest > 0 ? ` and ${formatCount(rest)} more` : '');
}

function beyondFacts({ to, beyond }: PathJson): Fact[] {
  if (!beyond) return [];
  const { regions, lastBreakpoint, finalClass, decisionChanges } = beyond;
  return [
    [`Regions beyond sample ${String(to)}`, formatCount(regions)],
    ['Last breakpoint at t', formatOptional(lastBreakpoint)],
    ['Class switches beyond', formatCount(decisionChanges.length)],
    ['Class in the end', String(finalClass)],
  ];
}

function layerTable({ perLayer, regions, length }: PathJson): HTMLElement {
  const columns = [
    { label: 'Layer', numeric: false },
    { label: 'Breakpoints', numeric: true },
    { label: 'Per unit length', numeric: true },
  ];
  const rows = perLayer.map(({ layer, breakpoints }, i) => [
    layerName(layer, i),
    formatCount(breakpoints),
    length > 0 && regions > 0 ? formatNumber(breakpoints / length) : '–',
  ]);
  return smallTable('Breakpoints by the layer that cuts first', columns, rows);
}

/** How much every layer stretches the line and a circle through both samples. */
export function trajectoryView({ line, circle }: TrajectoryJson): HTMLElement[] {
  const columns = [
    { label: 'Layer', numeric: false },
    { label: 'Line (exact)', numeric: true },
    { label: 'Circle (estimate)', numeric: true },
  ];
  const rows = line.layers.map(({ layer, ratio }, i) => [
    i < line.layers.length - 1 ? layerName(layer, i) : 'Class scores',
    formatOptional(ratio),
    formatOptional(circle?.layers[i]?.ratio),
  ]);
  const about = circle
    ? `The circle runs about the origin of the input over ${formatNumber((circle.angle * 180) / Math.PI)}°, measured at ${formatCount(circle.points)} points; the last doubling of points lengthened nothing by more than ${formatNumber(circle.lastChange)} of it.`
    : 'There is no one circle through samples that are parallel, opposite or zero.';
  return [
    smallTable('Length of the curve at each layer over its length at the input', columns, rows),
    element('p', { class: 'muted small', text: about }),
  ];
}

function layerName(layer: string, i: number): HTMLElement {
  const text = element('span', { text: layer });
  return element('span', { class: 'named' }, swatch(colourOf(layerColour(i))), text);
}
