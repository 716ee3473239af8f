import type { FrameLocator, Locator } from 'playwright-core';
import type { ReportPart } from '../../../src/report/report.ts';

/** The report inside its webview. */
export class ReportPage {
  readonly frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.frame = frame;
  }

  get title(): Locator {
    return this.frame.locator('h1');
  }

  part(part: ReportPart): Locator {
    return this.frame.locator(`section#${part}`);
  }

  /** Whether the head of a part is in the visible part of the page. */
  async isOnScreen(part: ReportPart): Promise<boolean> {
    return this.part(part).evaluate((node) => {
      const { top } = node.getBoundingClientRect();
      return top >= -1 && top < innerHeight;
    });
  }

  /** Until every chart of the report is drawn; a busy machine takes its time for the run before. */
  async untilDrawn(): Promise<void> {
    await this.title.waitFor();
    await this.frame.locator('.chart svg').first().waitFor();
    await this.frame.locator('.chart:not(:has(svg))').first().waitFor({ state: 'detached' });
  }

  /** The sentences of the findings, folded ones included. */
  async findingMessages(): Promise<string[]> {
    const folds = this.frame.locator('#findings details:not([open]) > summary');
    while ((await folds.count()) > 0) await folds.first().click();
    return this.frame.locator('#findings .message').allInnerTexts();
  }

  /** The text of a headline number of a part. */
  async figure(part: ReportPart, label: string): Promise<string> {
    const figure = this.part(part).locator('.figure', { hasText: label });
    return (await figure.locator('dd').first().innerText()).trim();
  }

  button(text: string): Locator {
    return this.frame.getByText(text, { exact: true });
  }

  /** Colour of the page's text, as the theme gives it. */
  async textColour(): Promise<string> {
    return this.title.evaluate((node) => getComputedStyle(node).color);
  }
}
