import { untilIdle } from '../untilIdle.ts';
import type { Chart } from './chart.ts';

/** How far from the visible part of the page charts are drawn before the others. */
const nearby = '400px';

/**
 * Draws the charts of a page one at a time with the page free to react in between: those in view first, the others when the page
 * has nothing else to do.
 */
export class ChartGallery {
  #charts: readonly Chart[] = [];
  #waiting: Chart[] = [];
  #drawing = false;
  /** Boxes of charts in view or nearly so. */
  readonly #seen = new Set<Element>();
  readonly #observer = new IntersectionObserver((entries) => this.#prefer(entries), {
    rootMargin: nearby,
  });

  /** Shows other charts; the ones before let go of what they hold. */
  show(charts: readonly Chart[]): void {
    this.#observer.disconnect();
    this.#seen.clear();
    for (const chart of this.#charts) chart.dispose();
    this.#charts = charts;
    this.#waiting = [...charts];
    for (const { box } of charts) this.#observer.observe(box);
    void this.#draw();
  }

  /** Draws all of them again, in the theme of now; those in view first. */
  redraw(): void {
    this.#waiting = [...this.#charts];
    this.#preferSeen();
    void this.#draw();
  }

  #prefer(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) this.#seen.add(target);
      else this.#seen.delete(target);
    }
    this.#preferSeen();
  }

  #preferSeen(): void {
    const isSeen = ({ box }: Chart): boolean => this.#seen.has(box);
    this.#waiting = [
      ...this.#waiting.filter(isSeen),
      ...this.#waiting.filter((chart) => !isSeen(chart)),
    ];
  }

  async #draw(): Promise<void> {
    if (this.#drawing) return;
    this.#drawing = true;
    // The observer tells what is in view right after the first layout.
    await untilIdle();
    for (let chart = this.#waiting.shift(); chart; chart = this.#waiting.shift()) {
      await drawOrSay(chart);
      await untilIdle();
    }
    this.#drawing = false;
  }
}

/** One chart that cannot be drawn does not keep the others from it: its box says so, where a reader looks for it. */
async function drawOrSay(chart: Chart): Promise<void> {
  try {
    await chart.draw();
  } catch (error) {
    reportError(error);
    chart.box.textContent =
      'This chart could not be drawn. Its description and its numbers stand by it.';
  }
}
