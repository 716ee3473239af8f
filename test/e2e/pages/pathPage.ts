import type { FrameLocator, Locator, Page } from 'playwright-core';
import { pickSample } from './samplePicker.ts';

/** The path explorer inside its webview. */
export class PathPage {
  readonly frame: FrameLocator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** The chart, a slider along the path. */
  get chart(): Locator {
    return this.frame.getByRole('slider', { name: 'Point of the path' });
  }

  /** A section of the page by its heading. */
  section(title: string): Locator {
    return this.frame.getByRole('region', { name: title, exact: true });
  }

  /** Until everything has been answered: the lengths of the layers come last. */
  async untilDrawn(): Promise<void> {
    await this.chart.locator('svg').waitFor();
    await this.section('Stretch, layer by layer').locator('table').waitFor();
    await this.frame.locator('.status').waitFor({ state: 'hidden' });
  }

  /** The text beside a figure's name. */
  async figure(label: string): Promise<string> {
    const name = this.frame.locator('dt', { hasText: new RegExp(`^${label}$`) });
    return (await name.locator('xpath=following-sibling::dd[1]').innerText()).trim();
  }

  /** Chooses the sample of an end by its number. */
  async choose(end: 'From' | 'To', index: number): Promise<void> {
    await pickSample(this.frame, `Sample ${end}`, index);
  }

  /** Presses keys on the chart; what it says of its place then. */
  async press(...keys: readonly string[]): Promise<string> {
    await this.chart.focus();
    for (const key of keys) await this.#page.keyboard.press(key);
    return (await this.chart.getAttribute('aria-valuetext')) ?? '';
  }
}
