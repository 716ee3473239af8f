import { strict as assert } from 'node:assert';
import type { Chart } from '../../../../webview/charts/chart.ts';
import { ChartGallery } from '../../../../webview/charts/chartGallery.ts';

/** What the gallery uses of a chart: draws at once, or fails as often as it is asked to. */
class ChartStandIn {
  readonly box = { textContent: 'drawn by nobody' };
  drawings = 0;
  readonly #fails: boolean;
  readonly #log: ChartStandIn[];

  constructor(fails = false, log: ChartStandIn[] = []) {
    this.#fails = fails;
    this.#log = log;
  }

  draw(): Promise<void> {
    if (this.#fails) return Promise.reject(new Error('a spec Vega refuses'));
    this.drawings++;
    this.#log.push(this);
    return Promise.resolve();
  }

  dispose(): void {
    this.drawings = 0;
  }
}

type Seen = readonly { readonly target: unknown; readonly isIntersecting: boolean }[];

/** A browser's observer that sees what it is told. */
class ObserverStandIn {
  static tell: (seen: Seen) => void = () => undefined;

  constructor(tell: (seen: Seen) => void) {
    ObserverStandIn.tell = tell;
  }

  observe(): void {}
  disconnect(): void {}
}

const reported: unknown[] = [];

const standIns = {
  reportError: (error: unknown) => void reported.push(error),
  IntersectionObserver: ObserverStandIn,
  requestIdleCallback: (run: () => void) => setTimeout(run),
};

describe('ChartGallery', () => {
  before(() => Object.assign(globalThis, standIns));

  after(() => {
    for (const name of Object.keys(standIns)) Reflect.deleteProperty(globalThis, name);
  });

  it('draws the charts behind one that cannot be drawn, and all of them again in another theme', async () => {
    const charts = [false, true, false].map((fails) => new ChartStandIn(fails));
    const [first, broken, last] = charts as [ChartStandIn, ChartStandIn, ChartStandIn];
    const gallery = new ChartGallery();
    gallery.show(charts as unknown as Chart[]);
    await rounds(10);
    assert.deepEqual([first.drawings, last.drawings], [1, 1]);
    assert.match(broken.box.textContent, /^This chart could not be drawn\./);
    assert.match(String(reported[0]), /a spec Vega refuses/);

    gallery.redraw();
    await rounds(10);
    assert.deepEqual([first.drawings, last.drawings], [2, 2]);
  });

  it('draws what is in view before the rest, at first and in another theme, wherever the reader has gone', async () => {
    const log: ChartStandIn[] = [];
    const charts = Array.from({ length: 4 }, () => new ChartStandIn(false, log));
    const order = (): number[] => log.splice(0).map((chart) => charts.indexOf(chart));
    const see = (chart: number, isIntersecting: boolean): void =>
      ObserverStandIn.tell([{ target: charts[chart]!.box, isIntersecting }]);
    const gallery = new ChartGallery();
    gallery.show(charts as unknown as Chart[]);
    see(1, true);
    await rounds(10);
    assert.deepEqual(order(), [1, 0, 2, 3]);

    see(1, false);
    see(3, true);
    gallery.redraw();
    await rounds(10);
    assert.deepEqual(order(), [3, 0, 1, 2]);
  });
});

/** Lets tasks that wait for each other run, `count` times. */
async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round++) await new Promise((done) => setTimeout(done, 1));
}
