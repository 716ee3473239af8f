import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { panelHtml } from '../../../src/extension/panelHtml.ts';
import type { ReportPlace } from '../../../src/protocol/page.ts';
import type { ReportView } from '../../../src/report/reportView.ts';
import { extensionFolder } from '../../support/vscode/folders.ts';

/** Longest wait for something to appear, on a machine that has other work to do. */
const waitLimitMs = 90_000;

const origin = 'http://page.test';

/** The part of VS Code's API that the page uses; as text, since a compiled function would ask for the compiler's helpers. */
const api = `
  let state;
  globalThis.acquireVsCodeApi = () => ({
    postMessage() {},
    getState: () => state,
    setState(next) { state = next; },
  });`;

/**
 * The report's page in a browser by itself, with what VS Code would give it: the same document and policy, an API that keeps the state
 * and the messages. For reports that no test can compute.
 */
export async function openReportAlone(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  page.setDefaultTimeout(waitLimitMs);
  const addresses = {
    script: `${origin}/webview.js`,
    style: `${origin}/webview.css`,
    cspSource: origin,
  };
  const html = panelHtml(addresses, { reportId: '0'.repeat(16) }, 'nonce');
  await page.route(`${origin}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const type = { js: 'text/javascript', css: 'text/css' }[name.split('.').at(-1)!];
    const body = type ? await readFile(join(extensionFolder, 'dist', name)) : html;
    await route.fulfill({ body, contentType: type ?? 'text/html' });
  });
  await page.addInitScript({ content: api });
  await page.goto(`${origin}/report.html`);
  // The colours of a saved file stand in for those of the editor.
  await page.evaluate(() => document.documentElement.toggleAttribute('data-standalone', true));
  return page;
}

/**
 * Brings a report into the page, once: what is returned hands it over as the host does, to be shown at a place. It has been handed over
 * before that resolves, not yet acted on.
 */
export async function reportFor(
  page: Page,
  view: ReportView,
): Promise<(reveal?: ReportPlace) => Promise<void>> {
  const held = await page.evaluateHandle((data) => data, view);
  return (reveal) =>
    held.evaluate((data, place) => {
      window.postMessage({ type: 'report', view: data, reveal: place }, '*');
    }, reveal ?? null);
}
