import { strict as assert } from 'node:assert';
import type { Browser, Page } from 'playwright-core';
import { createReportView } from '../../src/report/createReportView.ts';
import { deepReport } from '../support/sampleReport.ts';
import { openBrowser } from '../support/vscode/openBrowser.ts';
import { longestTaskShare } from './support/longestTaskShare.ts';
import { openReportAlone, reportFor } from './support/reportAlone.ts';

/** A tenth was measured, 60 of 600 ms; drawn in one task it would be nearly all. */
const mostShare = 0.3;

/** Runs in the page. */
function areAllDrawn(): boolean {
  return [...document.querySelectorAll('.chart')].every((chart) => chart.querySelector('svg'));
}

/** Runs in the page: how many rows the table with the marked row of a layer has in the document, once that row is seen in its box. */
function readRevealed(layer: string): { readonly rows: number } | null {
  const cell = document.querySelector(`.revealed td[data-column="Layer"][data-value="${layer}"]`);
  const box = cell?.closest('.table-scroll');
  if (!cell || !box) return null;
  const own = cell.getBoundingClientRect();
  const outer = box.getBoundingClientRect();
  const isSeen = own.top >= outer.top - 1 && own.bottom <= outer.bottom + 1;
  return isSeen ? { rows: box.querySelectorAll('tbody:not(.spacer) tr').length } : null;
}

describe('the report of a model of 500 layers', () => {
  let browser: Browser;
  let page: Page;
  const report = deepReport(500, 8);
  let send: Awaited<ReturnType<typeof reportFor>>;

  before(async () => {
    browser = await openBrowser();
    page = await openReportAlone(browser);
    send = await reportFor(page, createReportView(report));
  });

  after(() => browser.close());

  it('lets the reader act while it is drawn: no task takes long', async () => {
    const share = await longestTaskShare(browser, page, async () => {
      await send();
      await page.locator('.chart svg').first().waitFor();
      await page.waitForFunction(areAllDrawn);
    });
    assert.ok(share < mostShare, `${share.toFixed(2)} of the processor time in one task`);
  });

  it('has screen readers call every chart by its title, once it is drawn too', async () => {
    await page.waitForFunction(areAllDrawn);
    const charts = await page.locator('figure').evaluateAll((figures) =>
      figures.map((figure) => {
        const { role, ariaLabel, ariaRoleDescription } = figure.querySelector('.chart')!;
        const title = figure.querySelector('h3')!.firstChild!.textContent!;
        return { role, ariaRoleDescription, isNamed: ariaLabel?.startsWith(`${title}. `) };
      }),
    );
    assert.ok(charts.length > 10);
    for (const chart of charts) {
      assert.deepEqual(chart, { role: 'img', ariaRoleDescription: null, isNamed: true });
    }
  });

  it('leads to a layer far down a table of which few rows are in the document', async () => {
    for (const { layer } of [
      report.hyperplanes!.layers.at(-1)!,
      report.hyperplanes!.layers[250]!,
    ]) {
      await send({ layer });
      const found = await page.waitForFunction(readRevealed, layer);
      const rows = await found.evaluate((revealed) => revealed?.rows ?? Infinity);
      assert.ok(rows < 100, `${rows} rows`);
    }
  });

  it('offers every layer to look up, by keys and by the pointer', async () => {
    const layers = report.hyperplanes!.layers.map(({ layer }) => layer);
    const shown = page.locator('.lookup table caption');
    assert.equal(await shown.textContent(), `Units of ${layers[0]!}`);
    const chooser = page.locator('.lookup tk-dropdown');
    await chooser.focus();
    await page.keyboard.press('End');
    await shown.filter({ hasText: `Units of ${layers.at(-1)!}` }).waitFor({ state: 'attached' });
    await chooser.click();
    assert.equal(await chooser.locator('tk-option').count(), layers.length);
    await chooser.locator('tk-option').nth(250).click();
    await shown.filter({ hasText: `Units of ${layers[250]!}` }).waitFor({ state: 'attached' });
  });

  it('says in the table which row is which, for screen readers too', async () => {
    const table = page.locator('table[aria-rowcount="501"]').first();
    const first = await table
      .locator('tbody:not(.spacer) tr')
      .first()
      .getAttribute('aria-rowindex');
    assert.ok(Number(first) > 1, `row ${first}`);
  });
});
