import type { Locator, Page } from 'playwright-core';

/** VS Code's Problems view. */
export class ProblemsView {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get rows(): Locator {
    return this.#page.locator('.markers-panel .marker-line, .markers-panel .message');
  }

  /** The link of a rule. */
  rule(name: string): Locator {
    return this.#page.locator('.markers-panel a', { hasText: name }).first();
  }

  /** The name of every rule shown, a line each. */
  async rules(): Promise<string[]> {
    return this.#page.locator('.markers-panel a').allInnerTexts();
  }
}
