import { rowLabels } from '../../../src/report/charts/labels.ts';
import { formatNumber } from '../../../src/report/format.ts';
import { capitalised, classPhrase } from '../../../src/report/phrases.ts';
import { categoryColours, layerColour } from '../../../src/report/sliceColours.ts';
import type { PathCurve } from './pathCurve.ts';
import type { ScoreScale } from './scoreScale.ts';
import { svgElement } from './svg.ts';
import type { TimeScale } from './timeScale.ts';

/** A box of the drawing in pixels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Curved by the logarithmic axis, a piece of a ray is drawn with this many corners. */
const rayCorners = 12;

/** One line a class; those that win somewhere in their colour and on top. */
export function scoreLines(curve: PathCurve, scale: TimeScale, y: (score: number) => number): Node {
  const winners = new Set(curve.runs.map(({ winner }) => winner));
  const t = curve.t.flatMap((from, i) => corners(from, curve.t[i + 1]));
  const rows = t.map((at) => curve.scoresAt(at));
  const classes = [...curve.scores[0]!.keys()].sort(
    (a, b) => Number(winners.has(a)) - Number(winners.has(b)),
  );
  const lines = classes.map((k) => {
    const points = t.map((at, i) => `${scale.x(at).toFixed(2)} ${y(rows[i]![k]!).toFixed(2)}`);
    const line = svgElement('path', { d: `M${points.join('L')}`, class: 'score-line' });
    if (winners.has(k)) {
      line.classList.add('winning');
      line.style.stroke = classColour(k);
    }
    line.append(
      svgElement(
        'title',
        {},
        curve.outputs === 'classes' ? `Score of class ${String(k)}` : `Output ${String(k)}`,
      ),
    );
    return line;
  });
  return svgElement('g', { 'clip-path': 'url(#score-frame)' }, ...lines);
}

function corners(from: number, to: number | undefined): number[] {
  if (to === undefined || to <= 1) return [from];
  return Array.from({ length: rayCorners }, (_, i) => from * (to / from) ** (i / rayCorners));
}

/** Names of the lines that win somewhere, at the second sample, pushed apart where they would touch. */
export function lineLabels(curve: PathCurve, x: number, y: (score: number) => number): Node[] {
  const winners = [...new Set(curve.runs.map(({ winner }) => winner))];
  const atSample = curve.scoresAt(1);
  const places = winners
    .map((winner) => ({ winner, place: y(atSample[winner]!) }))
    .sort((a, b) => a.place - b.place);
  let last = -Infinity;
  return places.map(({ winner, place }) => {
    last = Math.max(place, last + 13);
    return svgElement('text', { x: x + 6, y: last + 4, class: 'label' }, String(winner));
  });
}

/** Which class wins where, each run with its number where it is wide enough. */
export function classStrip(
  { runs, outputs }: PathCurve,
  scale: TimeScale,
  { top, bottom }: Frame,
): Node[] {
  return runs.flatMap(({ from, to, winner }) => {
    const [x, width] = [scale.x(from), scale.x(to) - scale.x(from)];
    const box = svgElement('rect', {
      x,
      y: top,
      width: Math.max(0.5, width),
      height: bottom - top,
    });
    box.style.fill = classColour(winner);
    box.append(
      svgElement(
        'title',
        {},
        `${capitalised(classPhrase(winner, outputs))} from t = ${formatNumber(from)} to ${formatNumber(to)}`,
      ),
    );
    if (width < 16) return [box];
    const attributes = { x: x + width / 2, y: bottom - 5, class: 'in-strip' };
    return [box, svgElement('text', attributes, String(winner))];
  });
}

/** Where the winning class changes, through the whole drawing. */
export function switchLines({ runs }: PathCurve, scale: TimeScale, { top, bottom }: Frame): Node[] {
  return runs.slice(1).map(({ from }) => {
    const x = scale.x(from);
    return svgElement('line', { x1: x, x2: x, y1: top, y2: bottom, class: 'class-switch' });
  });
}

/** Every breakpoint in the lane of each layer that cuts there. */
export function layerLanes(
  curve: PathCurve,
  scale: TimeScale,
  { left, right, top, bottom }: Frame,
): Node[] {
  const height = (bottom - top) / curve.layers.length;
  const names = rowLabels(curve.layers, longestName);
  return curve.layers.flatMap((layer, i) => {
    const [y0, y1] = [top + i * height + 1, top + (i + 1) * height - 1];
    const ticks = curve.crossings.flatMap((units, at) =>
      units.some((unit) => unit.layer === layer)
        ? [`M${scale.x(curve.t[at]!).toFixed(2)} ${y0.toFixed(1)}V${y1.toFixed(1)}`]
        : [],
    );
    const rug = svgElement('path', { d: ticks.join(''), class: 'rug' });
    rug.style.stroke = layerColour(i);
    rug.append(svgElement('title', {}, `${layer}: ${String(ticks.length)} breakpoints`));
    return [
      svgElement('line', { x1: left, x2: right, y1: y1 + 1, y2: y1 + 1, class: 'lane' }),
      rug,
      svgElement('text', { x: left - 8, y: (y0 + y1) / 2 + 4, class: 'lane-name' }, names[i]!),
    ];
  });
}

/** Values of the scores beside their frame, with lines across it. */
export function scoreAxis({ y, ticks }: ScoreScale, { left, right }: Frame): Node[] {
  return ticks.flatMap((score) => [
    svgElement('line', { x1: left, x2: right, y1: y(score), y2: y(score), class: 'lane' }),
    svgElement('text', { x: left - 8, y: y(score) + 4, class: 'lane-name' }, formatNumber(score)),
  ]);
}

/** The axis of t below everything. */
export function timeAxis(scale: TimeScale, y: number): Node[] {
  return scale.ticks.map((t) =>
    svgElement('text', { x: scale.x(t), y, class: 'tick' }, t > 1 ? formatNumber(t) : String(t)),
  );
}

/** Characters of a layer's name that are written. */
const longestName = 16;
/** Room for the values of the scores. */
const shortestName = 6;
const characterWidth = 7;

/** Pixels that the names beside the lanes need. */
export function nameWidth({ layers }: Pick<PathCurve, 'layers'>): number {
  const longest = layers.reduce((most, name) => Math.max(most, name.length), shortestName);
  return 16 + characterWidth * Math.min(longestName, longest);
}

function classColour(k: number): string {
  return categoryColours[k % categoryColours.length]!;
}
