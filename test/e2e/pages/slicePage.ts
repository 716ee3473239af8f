import type { FrameLocator, Locator, Page } from 'playwright-core';
import { pickSample } from './samplePicker.ts';

/** The slice explorer inside its webview. */
export class SlicePage {
  readonly frame: FrameLocator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  get stage(): Locator {
    return this.frame.locator('.stage');
  }

  get status(): Locator {
    return this.frame.locator('.status');
  }

  get legend(): Locator {
    return this.frame.locator('.slice-legend');
  }

  /** Until regions are drawn, and no run is going on. */
  async untilDrawn(): Promise<void> {
    await this.legend.waitFor();
    await this.status.waitFor({ state: 'hidden' });
  }

  /** The text beside a figure's name. */
  async figure(label: string): Promise<string> {
    const name = this.frame.locator('dt', { hasText: new RegExp(`^${label}$`) });
    return (await name.locator('xpath=following-sibling::dd[1]').innerText()).trim();
  }

  /** Chooses a sample for slot A, B or C by its number. */
  async choose(slot: 'A' | 'B' | 'C', index: number): Promise<void> {
    await pickSample(this.frame, `Sample ${slot}`, index);
  }

  /** Moves the keyboard's cursor from the middle of the view; returns where the region there is told of: answers come one after the other. */
  async moveCursor(steps: readonly ('Left' | 'Right' | 'Up' | 'Down')[]): Promise<Locator> {
    await this.stage.focus();
    for (const step of steps) await this.#page.keyboard.press(`Shift+Arrow${step}`);
    const said = this.frame.locator('aside [aria-live]');
    await said.filter({ hasText: 'Region' }).waitFor({ state: 'attached' });
    return said;
  }

  /** Has the map of the region at the keyboard's cursor shown; returns the section that holds it. */
  async pickRegion(): Promise<Locator> {
    await this.stage.focus();
    await this.#page.keyboard.press('Enter');
    const map = this.frame.locator('section[aria-label="Map of a region"]');
    await map.locator('h2').waitFor();
    return map;
  }

  button(text: string): Locator {
    return this.frame.getByText(text, { exact: true });
  }
}
