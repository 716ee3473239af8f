import type { Locator, Page } from 'playwright-core';

/**
 * Right-clicks a line of a list and picks an item of its menu by its text. A list that is redrawn meanwhile closes the menu: then it is
 * asked for again, as a user would.
 */
export async function pickFromContextMenu(page: Page, line: Locator, text: string): Promise<void> {
  const item = page.locator('.monaco-menu').getByText(text, { exact: true });
  for (let attempt = 0; ; attempt++) {
    await line.click({ button: 'right' });
    try {
      await item.waitFor({ timeout: 20_000 });
      // VS Code ignores a click that comes with the opening of the menu.
      await page.waitForTimeout(300);
      await item.click({ timeout: 5000 });
      return;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
