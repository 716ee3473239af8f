import { Error as errorLevel, parse, type Spec, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { fillTheme } from '../../src/report/charts/fillTheme.ts';
import { nextTask } from '../untilIdle.ts';
import { currentTheme } from '../theme.ts';
import type { Tooltip } from './tooltip.ts';

/** Room for the axis below a chart, pixels: the page keeps its height when charts are drawn one after the other. */
const axisHeight = 40;

/**
 * One chart in its box: drawn in the current theme, redrawn when that changes, as wide as the box.
 * Vega runs with its expression interpreter, since the page's policy forbids evaluating code.
 */
export class Chart {
  readonly box: HTMLElement;
  readonly #name: string;
  readonly #spec: unknown;
  readonly #tooltip: Tooltip;
  readonly #observer = new ResizeObserver(() => void this.#fit());
  #view: View | null = null;
  #width = 0;

  /** `box` has the chart's name for screen readers as its label. */
  constructor(box: HTMLElement, spec: unknown, tooltip: Tooltip) {
    this.box = box;
    this.#name = box.ariaLabel ?? '';
    box.style.minHeight = `${heightOf(spec) + axisHeight}px`;
    this.#spec = spec;
    this.#tooltip = tooltip;
  }

  /** Draws, or draws again in a new theme; resolves when the chart stands. */
  async draw(): Promise<void> {
    const spec = fillTheme(this.#spec, currentTheme()) as Spec;
    const runtime = parse(spec, undefined, { ast: true });
    await nextTask();
    this.#view?.finalize();
    const view = new View(runtime, {
      expr: expressionInterpreter,
      renderer: 'svg',
      container: this.box,
      hover: true,
      logLevel: errorLevel,
      tooltip: (_handler, event, _item, value) =>
        this.#tooltip.show(event as MouseEvent, value === '' ? null : value),
    });
    this.#nameBox();
    this.#view = view;
    this.#width = this.box.clientWidth;
    await nextTask();
    await view.runAsync();
    // Meanwhile the theme may have changed again or the report been replaced.
    if (this.#view === view) this.#observer.observe(this.box);
  }

  /** The chart as it stands now, as the text of an SVG; drawn first where that had not happened yet. */
  async toSvg(): Promise<string> {
    if (!this.#view) await this.draw();
    return this.#view!.toSVG();
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#view?.finalize();
    this.#view = null;
  }

  /** Vega calls every container "Vega visualization" and has its marks read out one by one; the table tells them better. */
  #nameBox(): void {
    this.box.role = 'img';
    this.box.ariaLabel = this.#name;
    this.box.ariaRoleDescription = null;
  }

  async #fit(): Promise<void> {
    const width = this.box.clientWidth;
    if (!this.#view || width === 0 || width === this.#width) return;
    this.#width = width;
    await this.#view.width(width).runAsync();
  }
}

/** Height of the plot of a compiled chart; 0 where the spec leaves it to Vega. */
function heightOf(spec: unknown): number {
  const height = typeof spec === 'object' && spec !== null && 'height' in spec && spec.height;
  return typeof height === 'number' ? height : 0;
}
