import {
  formatCount,
  formatDuration,
  formatNumber,
  formatOptional,
} from '../../../src/report/format.ts';
import type { PathJson, TrajectoryJson } from '../../../src/protocol/path.ts';
import { classPhrase } from '../../../src/report/phrases.ts';
import { colourOf, layerColour } from '../../../src/report/sliceColours.ts';
import { element } from '../../dom.ts';
import { limitNotes } from '../limitNotes.ts';
import { swatch } from '../slice/sliceLegend.ts';
import { smallTable } from '../smallTable.ts';

/** The exact figures of a path. */
export function pathFigures(path: PathJson): HTMLElement[] {
  const facts = [...lineFacts(path), ...beyondFacts(path)].flatMap(([label, value]) => [
    element('dt', { text: label }),
    element('dd', { text: value }),
  ]);
  return [
    element('p', {
      class: 'muted small',
      text: `Exact; computed in ${formatDuration(path.timings.totalMs)}.`,
    }),
    element('dl', { class: 'facts' }, ...facts),
    layerTable(path),
    ...limitNotes(path.limits),
  ];
}

type Fact = readonly [label: string, value: string];

function lineFacts(path: PathJson): Fact[] {
  return [
    ['Regions', formatCount(path.regions)],
    ['Length of the path', formatNumber(path.length)],
    ['Regions per unit length', formatOptional(path.regionsPerUnitLength)],
    ...classFacts(path),
    [
      `Largest distance of the ${scoresWord(path)} from their chord`,
      formatNumber(path.chordDeviation),
    ],
    [`Length of the ${scoresWord(path)}’ curve over the line’s`, formatOptional(path.lengthRatio)],
    ['The same over its chord', formatOptional(path.totalVariationRatio)],
  ];
}

/** What the numbers on the curve are called. */
function scoresWord({ outputs = 'classes' }: PathJson): string {
  return outputs === 'classes' ? 'scores' : 'outputs';
}

/** Which classes win on the way; none where the outputs name no class. */
function classFacts(path: PathJson): Fact[] {
  const { decisionChanges, classes, outputs } = path;
  if (outputs === 'numbers') return [];
  const visited = [decisionChanges[0]?.from ?? classes[0]!, ...decisionChanges.map(({ to }) => to)];
  const switches = switchText(path);
  if (outputs === 'sign') {
    const signs = visited.map((winner) => classPhrase(winner, outputs)).join(' → ');
    return [
      ['Signs on the way', signs],
      ['Output is 0 at t', switches],
    ];
  }
  return [
    ['Classes on the way', visited.join(' → ')],
    ['Class switches at t', switches],
    ['Least lead of the winner', formatOptional(path.minimumMargin)],
  ];
}

const listedSwitches = 6;

function switchText({ decisionChanges }: PathJson): string {
  if (decisionChanges.length === 0) return 'none';
  const listed = decisionChanges.slice(0, listedSwitches).map(({ t }) => t.toPrecision(6));
  const rest = decisionChanges.length - listed.length;
  return listed.join(', ') + (rest > 0 ? ` and ${formatCount(rest)} more` : '');
}

function beyondFacts({ to, beyond, outputs }: PathJson): Fact[] {
  if (!beyond) return [];
  const { regions, lastBreakpoint, finalClass, decisionChanges } = beyond;
  return [
    [`Regions beyond sample ${String(to)}`, formatCount(regions)],
    ['Last breakpoint at t', formatOptional(lastBreakpoint)],
    ...(finalClass === null
      ? []
      : [
          ['Class switches beyond', formatCount(decisionChanges.length)] as const,
          [
            'Class in the end',
            outputs === 'sign' ? classPhrase(finalClass, outputs) : String(finalClass),
          ] as const,
        ]),
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
    i < line.layers.length - 1 ? layerName(layer, i) : 'Outputs',
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
