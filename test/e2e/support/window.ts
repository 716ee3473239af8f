import { mkdir } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import {
  copySample,
  extensionFolder,
  installedVsix,
  screenshotFolder,
} from '../../support/vscode/folders.ts';
import { openBrowser } from '../../support/vscode/openBrowser.ts';
import { VsCodeServer, type ServerOptions } from '../../support/vscode/vsCodeServer.ts';
import { Workbench } from '../pages/workbench.ts';

/** Ends a wait for what will never appear: a diagnosis of the sample takes 5 s, and twenty times that on a busy machine. */
const waitLimitMs = 240_000;

/** A VS Code window on a copy of the sample, with a fresh profile. */
export interface TestWindow {
  readonly workbench: Workbench;
  /** Absolute path of the open folder. */
  readonly workspace: string;
}

/**
 * Gives the `describe` around it a window: opened before its first test, closed after its last. A failing test leaves a
 * screenshot and prints the end of VS Code's log.
 */
export function useWindow(options: Omit<ServerOptions, 'folder'> = {}): TestWindow {
  let folder = '';
  let workspace = '';
  let server: VsCodeServer | undefined;
  let browser: Browser | undefined;
  let workbench: Workbench | undefined;

  before(async function () {
    // The first run ever also fetches VS Code and Chromium.
    this.timeout(600_000);
    folder = await mkdtemp(join(tmpdir(), 'model-geometry-'));
    workspace = await copySample(folder);
    server = await VsCodeServer.start({ folder, vsix: installedVsix, ...options });
    browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(waitLimitMs);
    await page.goto(
      server.windowUrl(workspace, installedVsix === undefined ? extensionFolder : undefined),
    );
    workbench = new Workbench(page);
    await workbench.untilReady();
    await workbench.untilWatching(workspace);
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await saveScreenshot(workbench, `failed ${this.currentTest.fullTitle()}`);
    console.error(`The log of VS Code ends with:\n${server?.log.slice(-3000)}`);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  return {
    get workbench() {
      if (workbench === undefined) throw new Error('The window is not open.');
      return workbench;
    },
    get workspace() {
      return workspace;
    },
  };
}

/** A picture of the window in .cache/screenshots. */
export async function saveScreenshot(
  workbench: Workbench | undefined,
  name: string,
): Promise<void> {
  await mkdir(screenshotFolder, { recursive: true });
  const file = `${name.replaceAll(/[^\w-]+/g, '-').slice(0, 100)}.png`;
  await workbench?.page.screenshot({ path: join(screenshotFolder, file) });
}
