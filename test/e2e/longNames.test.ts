import { strict as assert } from 'node:assert';
import type { Browser, Page } from 'playwright-core';
import { createReportView } from '../../src/report/createReportView.ts';
import type { Report } from '../../src/report/report.ts';
import { sampleReport } from '../support/sampleReport.ts';
import { openBrowser } from '../support/vscode/openBrowser.ts';
import { faintMarks } from './support/chartContrast.ts';
import { openReportAlone, reportFor } from './support/reportAlone.ts';

/** A name of 60 characters, as exporters write them for nested modules; a `name` of 6 is its end. */
function longName(name: string): string {
  return `/backbone/encoder/layer.${name.slice(-1)}/attention/self/query_project/${name}`;
}

/** The sample's report with {@link longName}s for its layers. */
function reportOfLongNames(): Report {
  const report = sampleReport();
  const renamed = <T extends { readonly layer: string }>(layers: readonly T[]): T[] =>
    layers.map((each) => ({ ...each, layer: longName(each.layer) }));
  return {
    ...report,
    hyperplanes: { ...report.hyperplanes!, layers: renamed(report.hyperplanes!.layers) },
    regions: { ...report.regions!, layers: renamed(report.regions!.layers) },
  };
}

/** Runs in the page: whether so many charts are drawn, each as wide as its box. */
function areAllFitted(count: number): boolean {
  const drawn = [...document.querySelectorAll('.chart > svg')];
  const isFitted = drawn.map((svg) => {
    const spare = svg.parentElement!.clientWidth - svg.getBoundingClientRect().width;
    return Math.abs(spare) <= 1;
  });
  return drawn.length === count && !isFitted.includes(false);
}

/** Runs in the page: by how much it is too wide, pixels, and the texts of charts that their drawing cuts off. */
function readFit() {
  const texts = [...document.querySelectorAll('.chart svg text')];
  const cut = texts.filter((text) => {
    const own = text.getBoundingClientRect();
    const drawing = text.closest('.chart > svg')!.getBoundingClientRect();
    return own.left < drawing.left - 1 || own.right > drawing.right + 1;
  });
  return {
    overflow: document.documentElement.scrollWidth - innerWidth,
    cut: cut.map(({ textContent }) => textContent).filter((text) => text !== ''),
  };
}

describe('the report of a model whose layers have names of 60 characters', () => {
  let browser: Browser;
  let page: Page;
  const report = reportOfLongNames();
  const view = createReportView(report);
  const charts = view.parts.reduce((sum, part) => sum + part.charts.length, 0);

  before(async () => {
    browser = await openBrowser();
    page = await openReportAlone(browser);
    await (
      await reportFor(page, view)
    )();
  });

  after(() => browser.close());

  for (const width of [1200, 760, 400, 320]) {
    it(`fits a panel of ${width} pixels, with no label hidden or cut off`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForFunction(areAllFitted, charts);
      const { overflow, cut } = await page.evaluate(readFit);
      assert.deepEqual({ overflow, cut }, { overflow: 0, cut: [] });
      assert.deepEqual(await faintMarks(page.locator('h1')), []);
    });
  }

  it('says the whole name of a row beside the pointer and in the table', async () => {
    const whole = report.regions!.layers[1]!.layer;
    const mark = page.locator('#regions .mark-symbol path').last();
    await mark.evaluate((node) => node.scrollIntoView({ block: 'center' }));
    await mark.hover({ force: true });
    await page.locator('.tooltip dd', { hasText: whole }).waitFor();
    for (const fold of await page.locator('#regions .fold > summary').all()) await fold.click();
    const cell = page.locator(`#regions td[data-column="Layer"][data-value="${whole}"]`);
    await cell.first().waitFor();
  });
});
