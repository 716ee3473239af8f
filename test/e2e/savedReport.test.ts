import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { standaloneHtml } from '../../src/report/standaloneHtml.ts';
import { deepReport } from '../support/sampleReport.ts';
import { extensionFolder } from '../support/vscode/folders.ts';
import { openBrowser } from '../support/vscode/openBrowser.ts';

const units = 100_000;

describe('a saved report in a browser', () => {
  let folder = '';
  let browser: Browser;
  let page: Page;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saved-report-'));
    const asset = (name: string) => readFile(join(extensionFolder, 'dist', name), 'utf8');
    const [script, style] = await Promise.all([asset('webview.js'), asset('webview.css')]);
    const file = join(folder, 'report.html');
    const html = standaloneHtml(deepReport(1, units), { script, style }, 'publication');
    await writeFile(file, html);
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1200, height: 900 }, colorScheme: 'dark' });
    page.setDefaultTimeout(90_000);
    await page.goto(pathToFileURL(file).href);
    await page.locator('.chart svg').first().waitFor();
  });

  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  it('scrolls a table of 100,000 rows with few of them in the document and no gap', async () => {
    const box = page.locator('.lookup .table-scroll');
    const { most, least } = await box.evaluate(async (node) => {
      const [counts, visible]: [number[], number[]] = [[], []];
      const { top, bottom } = node.getBoundingClientRect();
      for (let step = 0; step <= 40; step++) {
        node.scrollTop = ((node.scrollHeight - node.clientHeight) * step) / 40;
        await new Promise((resolve) => setTimeout(resolve, 50));
        const rows = [...node.querySelectorAll('tbody:not(.spacer) tr')];
        counts.push(rows.length);
        const places = rows.map((row) => row.getBoundingClientRect());
        visible.push(places.filter((place) => place.bottom > top && place.top < bottom).length);
      }
      return { most: Math.max(...counts), least: Math.min(...visible) };
    });
    assert.ok(most < 60 && least >= 10, `${most} rows in the document, ${least} visible`);
    assert.match(await box.locator('tbody:not(.spacer) tr').last().innerText(), /^99999\s/);
  });

  it('finds a unit by its number and shows it by itself', async () => {
    await page.locator('.lookup tk-text-field input').fill('77777');
    assert.match(await page.locator('tr.marked').innerText(), /^77777\s/);
    assert.match(await page.locator('.unit-card h4').innerText(), /^Unit 77777 of /);
  });

  it('goes through 100,000 rows by keys, of which Tab stops at one, and leads out again', async () => {
    const focused = page.locator('.lookup :focus');
    const press = async (...keys: readonly string[]): Promise<string> => {
      for (const key of keys) await page.keyboard.press(key);
      const isSeen = await focused.evaluate((node) => {
        const [own, box] = [node, node.closest('.table-scroll')!].map((each) =>
          each.getBoundingClientRect(),
        );
        return own!.top >= box!.top && own!.bottom <= box!.bottom;
      });
      return isSeen ? focused.innerText() : 'out of sight';
    };
    await page.locator('.lookup .sort').last().focus();
    assert.match(await press('Tab'), /^\d+$/);
    assert.equal(await press('End'), '99999');
    assert.equal(await press('ArrowUp', 'ArrowUp'), '99997');
    const [before, after] = [await press('Home'), await press('PageDown', 'PageDown')].map(Number);
    assert.ok(before === 0 && after! > 10 && after! < 60, `${after}`);
    assert.equal(await press('ArrowDown'), String(after! + 1));
    await page.keyboard.press('Enter');
    assert.match(
      await page.locator('.unit-card h4').innerText(),
      new RegExp(`^Unit ${after! + 1} of`),
    );
    await focused.waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.locator('.lookup .tool:focus').innerText(), 'Copy');
  });

  it('lets the browser download charts and tables', async () => {
    const download = async (tool: string): Promise<string> => {
      const coming = page.waitForEvent('download');
      await page.locator('.tool', { hasText: tool }).first().click();
      const file = await coming;
      return readFile(await file.path(), 'latin1');
    };
    assert.match(await download('SVG'), /^<svg [^>]*>\s*<title>What the units do<\/title>/);
    assert.ok((await download('PNG')).startsWith('\x89PNG'));
    assert.equal((await download('CSV')).split('\r\n')[0]!.split(',')[0], 'Unit');
  });

  it('draws black on white in the colours for paper, whatever the page looks like', async () => {
    const chart = page.locator('.chart').first();
    const colours = await chart.evaluate((node) => [
      getComputedStyle(node).backgroundColor,
      getComputedStyle(document.body).backgroundColor,
      node.querySelector('.role-axis-label text')?.getAttribute('fill'),
    ]);
    assert.equal(colours[0], 'rgb(255, 255, 255)');
    assert.notEqual(colours[1], colours[0]);
    assert.equal(colours[2]?.startsWith('#'), true);
  });
});
