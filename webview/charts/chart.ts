import { Error as errorLevel, parse, type Spec, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { currentTheme, fillTheme } from '../theme.ts';
import type { Tooltip } from './tooltip.ts';

/**
 * One chart in its box: drawn in the current theme, redrawn when that changes, as wide as the box.
 * Vega runs with its expression interpreter, since the page's policy forbids evaluating code.
 */
export class Chart {
  readonly #box: HTMLElement;
  readonly #spec: unknown;
  readonly #tooltip: Tooltip;
  readonly #observer = new ResizeObserver(() => void this.#fit());
  #view: View | null = null;
  #width = 0;

  constructor(box: HTMLElement, spec: unknown, tooltip: Tooltip) {
    this.#box = box;
    this.#spec = spec;
    this.#tooltip = tooltip;
  }

  /** Draws, or draws again in a new theme; resolves when the chart stands. */
  async draw(): Promise<void> {
    this.#view?.finalize();
    const spec = fillTheme(this.#spec, currentTheme()) as Spec;
    const view = new View(parse(spec, undefined, { ast: true }), {
      expr: expressionInterpreter,
      renderer: 'svg',
      container: this.#box,
      hover: true,
      logLevel: errorLevel,
      tooltip: (_handler, event, _item, value) =>
        this.#tooltip.show(event as MouseEvent, value === '' ? null : value),
    });
    this.#view = view;
    this.#width = this.#box.clientWidth;
    await view.runAsync();
    // Meanwhile the theme may have changed again or the report been replaced.
    if (this.#view === view) this.#observer.observe(this.#box);
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#view?.finalize();
    this.#view = null;
  }

  async #fit(): Promise<void> {
    const width = this.#box.clientWidth;
    if (!this.#view || width === 0 || width === this.#width) return;
    this.#width = width;
    await this.#view.width(width).runAsync();
  }
}
