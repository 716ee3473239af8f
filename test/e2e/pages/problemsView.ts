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

  /** Opens the file of a problem and picks one of its quick fixes by how it begins. */
  async pickFix(problem: string, fix: string): Promise<void> {
    const row = this.#page.locator('.markers-panel .monaco-list-row', { hasText: problem }).first();
    await row.dblclick();
    await row.locator('.codicon-light-bulb, .codicon-lightbulb').first().waitFor();
    await row.click();
    await this.#page.keyboard.press('Control+.');
    const entry = this.#page.getByText(fix).first();
    await entry.waitFor();
    // VS Code ignores a click that comes with the opening of the menu.
    await this.#page.waitForTimeout(300);
    await entry.click();
  }

  /** The name of every rule shown, a line each. */
  async rules(): Promise<string[]> {
    return this.#page.locator('.markers-panel a').allInnerTexts();
  }
}
