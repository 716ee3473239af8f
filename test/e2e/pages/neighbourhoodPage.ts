import type { FrameLocator, Locator, Page } from 'playwright-core';
import { pickSample } from './samplePicker.ts';

/** The explorer of a sample's neighbourhood inside its webview. */
export class NeighbourhoodPage {
  readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** A section of the page by its heading. */
  section(title: string): Locator {
    return this.frame.getByRole('region', { name: title, exact: true });
  }

  /** Until everything has been answered: the decision path comes last. */
  async untilDrawn(): Promise<void> {
    await this.section('Decision path').locator('table').waitFor();
    await this.frame.locator('.status').waitFor({ state: 'hidden' });
  }

  /** The text beside a figure's name. */
  async figure(label: string): Promise<string> {
    const name = this.frame.locator('dt', { hasText: new RegExp(`^${label}$`) });
    return (await name.locator('xpath=following-sibling::dd[1]').innerText()).trim();
  }

  /** Chooses the sample by its number. */
  async choose(index: number): Promise<void> {
    await pickSample(this.frame, 'Sample', index);
  }

  /** Chooses a decision of the path by its row. */
  async chooseDecision(row: number): Promise<void> {
    await this.section('Decision path').locator('tbody button').nth(row).click();
    await this.frame.locator('.hyperplane p', { hasText: 'normal · x' }).waitFor();
  }
}
