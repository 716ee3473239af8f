import { classPhrase } from '../../../src/report/phrases.ts';
import { formatCount, formatNumber } from '../../../src/report/format.ts';
import { element } from '../../dom.ts';
import type { PathCurve } from './pathCurve.ts';
import {
  classStrip,
  type Frame,
  layerLanes,
  lineLabels,
  nameWidth,
  scoreAxis,
  scoreLines,
  switchLines,
  timeAxis,
} from './pathMarks.ts';
import { scoreScale } from './scoreScale.ts';
import { svgElement, svgText } from './svg.ts';
import { TimeScale } from './timeScale.ts';

const marginRight = 34;
const [scoreHeight, stripHeight, axisHeight] = [260, 22, 24];
/** A lane a layer, thinner where there are many. */
const [laneHeight, mostLanesHeight] = [16, 240];
/** Steps of the arrow keys with Shift. */
const fineStep = 0.001;

/** Scores along the line, the class that wins, and who cuts where; a cursor goes from piece to piece by pointer and keys. */
export class PathChart {
  readonly node = element('div', {
    class: 'path-chart',
    attributes: { tabindex: '0', role: 'slider', 'aria-label': 'Point of the path' },
  });
  readonly #onMove: (t: number) => void;
  readonly #curve: PathCurve;
  #scale = new TimeScale(1, 0, 1);
  #cursor: { readonly line: SVGElement; readonly band: SVGElement } | undefined;
  #drawing: SVGSVGElement | undefined;
  #t: number;

  constructor(curve: PathCurve, t: number, onMove: (t: number) => void) {
    this.#curve = curve;
    this.#t = Math.min(curve.end, t);
    this.#onMove = onMove;
    this.node.addEventListener('pointermove', (event) => this.#follow(event));
    this.node.addEventListener('pointerdown', (event) => this.#follow(event));
    this.node.addEventListener('keydown', (event) => this.#step(event));
    this.node.setAttribute('aria-valuemin', '0');
    this.node.setAttribute('aria-valuemax', String(curve.end));
    new ResizeObserver(() => this.#draw()).observe(this.node);
  }

  get t(): number {
    return this.#t;
  }

  /** The drawing as a file. */
  get svg(): string {
    return this.#drawing ? svgText(this.#drawing) : '';
  }

  moveTo(t: number): void {
    this.#t = Math.max(0, Math.min(this.#curve.end, t));
    this.#placeCursor();
    this.#onMove(this.#t);
  }

  #draw(): void {
    const width = this.node.clientWidth;
    if (width === 0) return;
    const curve = this.#curve;
    const lanes = Math.min(mostLanesHeight, laneHeight * curve.layers.length);
    const [left, right] = [nameWidth(curve), width - marginRight];
    const scores: Frame = { left, right, top: 8, bottom: 8 + scoreHeight };
    const strip: Frame = {
      left,
      right,
      top: scores.bottom + 8,
      bottom: scores.bottom + 8 + stripHeight,
    };
    const rug: Frame = { left, right, top: strip.bottom + 8, bottom: strip.bottom + 8 + lanes };
    const height = rug.bottom + axisHeight;
    this.#scale = new TimeScale(curve.end, left, right);
    const scale = scoreScale(curve, scores.top, scores.bottom);
    const { y } = scale;
    const band = svgElement('rect', {
      y: scores.top,
      height: rug.bottom - scores.top,
      class: 'piece',
    });
    const line = svgElement('line', { y1: scores.top, y2: rug.bottom, class: 'cursor' });
    const drawing = svgElement(
      'svg',
      { viewBox: `0 0 ${String(width)} ${String(height)}`, width, height, 'aria-hidden': 'true' },
      frameClip(scores),
      band,
      ...this.#secondSample(rug.bottom),
      ...scoreAxis(scale, scores),
      svgElement(
        'text',
        { x: left + 6, y: scores.top + 10, class: 'axis-name' },
        outputNoun(curve),
      ),
      svgElement('text', { x: left - 8, y: height - 6, class: 'lane-name' }, 't'),
      ...classLaneName(curve, left - 8, strip.bottom - 6),
      scoreLines(curve, this.#scale, y),
      ...lineLabels(curve, this.#scale.middle, y),
      ...classStrip(curve, this.#scale, strip),
      ...switchLines(curve, this.#scale, { ...scores, bottom: rug.bottom }),
      ...layerLanes(curve, this.#scale, rug),
      ...timeAxis(this.#scale, height - 6),
      line,
    );
    this.#cursor = { line, band };
    this.#drawing = drawing;
    this.node.replaceChildren(drawing);
    this.#placeCursor();
  }

  /** Where the line ends and the ray begins. */
  #secondSample(bottom: number): Node[] {
    if (this.#curve.end <= 1) return [];
    const x = this.#scale.middle;
    return [svgElement('line', { x1: x, x2: x, y1: 8, y2: bottom, class: 'second-sample' })];
  }

  #placeCursor(): void {
    const { from, to, number } = this.#curve.piece(this.#curve.pieceAt(this.#t));
    const winner = this.#curve.winnerAt(this.#t);
    this.node.setAttribute('aria-valuenow', String(this.#t));
    this.node.setAttribute(
      'aria-valuetext',
      `t = ${formatNumber(this.#t)}, piece ${formatCount(number + 1)} of ${formatCount(this.#curve.pieces)}${winner === undefined ? '' : `, ${classPhrase(winner, this.#curve.outputs)}`}`,
    );
    if (!this.#cursor) return;
    const { line, band } = this.#cursor;
    const x = this.#scale.x(this.#t).toFixed(2);
    line.setAttribute('x1', x);
    line.setAttribute('x2', x);
    band.setAttribute('x', String(this.#scale.x(from)));
    band.setAttribute('width', String(Math.max(1, this.#scale.x(to) - this.#scale.x(from))));
  }

  #follow(event: PointerEvent): void {
    this.moveTo(this.#scale.t(event.clientX - this.node.getBoundingClientRect().left));
  }

  /** Left and right: the middle of the next piece, with Shift a little step; Page Up and Down: the next class switch. */
  #step(event: KeyboardEvent): void {
    const { runs, end } = this.#curve;
    const switches = runs.slice(1).map(({ from }) => from);
    const targets: Readonly<Record<string, () => number | undefined>> = {
      ArrowRight: () => (event.shiftKey ? this.#t + fineStep : this.#middleOf(1)),
      ArrowLeft: () => (event.shiftKey ? this.#t - fineStep : this.#middleOf(-1)),
      PageDown: () => switches.find((t) => t > this.#t),
      PageUp: () => switches.findLast((t) => t < this.#t),
      Home: () => 0,
      End: () => end,
    };
    const target = targets[event.key];
    if (!target) return;
    event.preventDefault();
    const t = target();
    if (t !== undefined) this.moveTo(t);
  }

  #middleOf(step: 1 | -1): number {
    const next = this.#curve.pieceAt(this.#t) + step;
    const { from, to } = this.#curve.piece(Math.max(0, Math.min(this.#curve.pieces - 1, next)));
    return (from + to) / 2;
  }
}

function frameClip({ left, right, top, bottom }: Frame): Node {
  const box = { x: left, y: top, width: Math.max(0, right - left), height: bottom - top };
  return svgElement('clipPath', { id: 'score-frame' }, svgElement('rect', box));
}

function outputNoun({ outputs, scores }: PathCurve): string {
  if (outputs === 'classes') return 'Scores';
  return scores[0]!.length === 1 ? 'Output' : 'Outputs';
}

/** None where no class wins. */
function classLaneName({ runs, outputs }: PathCurve, x: number, y: number): Node[] {
  if (runs.length === 0) return [];
  const name = outputs === 'sign' ? 'Sign' : 'Class';
  return [svgElement('text', { x, y, class: 'lane-name' }, name)];
}
