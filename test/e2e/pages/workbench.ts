import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { waitUntil } from '../../support/processes.ts';
import { pickFromContextMenu } from './contextMenu.ts';
import { ReportPage } from './reportPage.ts';

/** Longest wait for a window to start, on a machine that has other work to do. */
const startLimitMs = 120_000;

/** The VS Code window: what a user sees and does outside the report. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Until the Explorer lists files and the extension's commands are in the palette. */
  async untilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: startLimitMs });
    await this.explorerItem('digits.onnx').waitFor({ timeout: startLimitMs });
    const command = this.quickInput.locator('.monaco-list-row', { hasText: 'Diagnose Model' });
    for (const end = performance.now() + startLimitMs; performance.now() < end;) {
      await this.page.keyboard.press('F1');
      await this.quickInput.locator('input').first().fill('>Model Geometry: Diagnose');
      const found = await command.waitFor({ timeout: 1000 }).then(
        () => true,
        () => false,
      );
      await this.page.keyboard.press('Escape');
      if (found) return;
    }
    throw new Error('The extension did not come up.');
  }

  /** Until the window hears of changes in its folder: what is written or deleted before its watcher runs, it never sees. */
  async untilWatching(folder: string): Promise<void> {
    for (const end = performance.now() + startLimitMs; performance.now() < end;) {
      const name = `watched-${String(Date.now())}.txt`;
      await writeFile(join(folder, name), '');
      const seen = await this.explorerItem(name)
        .waitFor({ timeout: 1000 })
        .then(
          () => true,
          () => false,
        );
      await rm(join(folder, name));
      if (!seen) continue;
      return this.explorerItem(name).waitFor({ state: 'detached' });
    }
    throw new Error('The window does not see what is written to its folder.');
  }

  explorerItem(name: string): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row', {
      has: this.page.getByText(name, { exact: true }),
    });
  }

  /** Right-clicks a file and picks a menu item by its text. */
  async pickFromContextMenu(file: string, text: string): Promise<void> {
    await pickFromContextMenu(this.page, this.explorerItem(file), text);
  }

  /** Runs a command by the text it has in the palette. A page that opens meanwhile takes the focus, which closes the palette. */
  async runCommand(text: string): Promise<void> {
    // The first line is not always the best match.
    const line = this.quickInput.locator(`.monaco-list-row[aria-label^="${text}"]`).first();
    for (let attempt = 0; ; attempt++) {
      const input = await this.#openPalette();
      try {
        await input.fill(`>${text}`, { timeout: 5000 });
        return await line.click({ timeout: 10_000 });
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Picks a line of the open Quick Pick by its text. */
  async pick(text: string): Promise<void> {
    await this.quickInput.locator('.monaco-list-row').filter({ hasText: text }).first().click();
  }

  /** Picks a line of the open Quick Pick by typing its text. */
  async pickByKeys(text: string): Promise<void> {
    await this.quickInput.locator('.monaco-list-row').filter({ hasText: text }).first().waitFor();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }

  /** Accepts the name or folder that the file dialog proposes, by its button or by the Enter key. */
  async acceptFileDialog(how: 'click' | 'Enter' = 'click'): Promise<void> {
    const button = this.quickInput.locator('.monaco-button', { hasText: /OK|Save Here/ });
    await button.waitFor();
    if (how === 'click') return button.click();
    // The dialog takes no answer before it has looked at its folder.
    await this.quickInput.locator('.monaco-list-row', { hasText: '..' }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  /** Chooses a folder in the file dialog, which first fills in a folder of its own and lists what is in it. */
  async chooseFolder(path: string): Promise<void> {
    const { quickInput } = this;
    await quickInput.locator('.monaco-list-row', { hasText: '..' }).waitFor();
    await quickInput.locator('input').first().fill(path);
    // While it looks at the new folder, which it listed in the one before, it takes no answer.
    const listed = quickInput.locator('.monaco-list-row', { hasText: basename(path) });
    await listed.waitFor({ state: 'detached' });
    await quickInput.locator('.monaco-button', { hasText: 'OK' }).click();
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast, .notifications-center .monaco-list-row', {
      hasText: text,
    });
  }

  /** Presses a button of a notification, which VS Code puts away after 15 seconds, to be found in its list then. */
  async press(notification: Locator, button: string): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await notification.hover({ timeout: 20_000 });
        await notification.locator('.monaco-button', { hasText: button }).click();
        return;
      } catch (error) {
        if (attempt === 3) throw error;
        await this.runCommand('Notifications: Show Notifications');
      }
    }
  }

  tab(text: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: text });
  }

  /** Opens a file of the Explorer in an editor. */
  async openFile(name: string): Promise<void> {
    await this.explorerItem(name).dblclick();
    await this.tab(name).waitFor();
  }

  /** The report in front. */
  get report(): ReportPage {
    return new ReportPage(
      this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame'),
    );
  }

  /** One of several pages that are open side by side, in the order in which they were opened. */
  pageAt(position: number): ReportPage {
    const outer = this.page.locator('iframe.webview.ready').nth(position).contentFrame();
    return new ReportPage(outer.frameLocator('#active-frame'));
  }

  /** From a light theme to a dark one or back; resolves when the page in front has followed. */
  async toggleTheme(): Promise<void> {
    const before = await this.report.textColour();
    await this.runCommand('Preferences: Toggle between Light/Dark Themes');
    await waitUntil(async () => (await this.report.textColour()) !== before);
  }

  async closeEditors(): Promise<void> {
    await this.runCommand('View: Close All Editors');
    await this.page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
  }

  /** Reloads as a user does: VS Code then writes its state before the page goes. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.untilReady();
  }

  /** A key press is lost while a closing dialog or a webview holds the focus, so it is repeated. */
  async #openPalette(): Promise<Locator> {
    const input = this.quickInput.locator('input').first();
    for (let attempt = 0; attempt < 9; attempt++) {
      await this.page.keyboard.press('F1');
      const shown = await input.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (shown) return input;
    }
    throw new Error('The command palette does not open.');
  }
}
