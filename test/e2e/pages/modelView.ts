import type { Locator, Page } from 'playwright-core';
import { pickFromContextMenu } from './contextMenu.ts';

/** The view of the activity bar that lists the workspace's models. */
export class ModelView {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(): Promise<void> {
    await this.#page.locator('.activitybar [aria-label^="Model Geometry"]').first().click();
    await this.row('digits.onnx').waitFor();
  }

  row(text: string): Locator {
    return this.#page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  }

  /** Opens a line that has others below it; does nothing when it is open. */
  async expand(text: string): Promise<void> {
    const row = this.row(text);
    if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
  }

  /** Right-clicks a line and picks a menu item by its text. */
  async pickFromMenu(text: string, item: string): Promise<void> {
    await pickFromContextMenu(this.#page, this.row(text), item);
  }
}
