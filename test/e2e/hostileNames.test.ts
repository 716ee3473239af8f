import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Picture, Report } from '../../src/report/report.ts';
import { standaloneHtml } from '../../src/report/standaloneHtml.ts';
import { sampleReport } from '../support/sampleReport.ts';
import { openBrowser } from '../support/vscode/openBrowser.ts';

/** Ways to be more than text: markup, the end of a script, style, an address, a template. */
const hostile =
  '</script><script>ran()</script><img src="http://192.0.2.1/x" onerror="ran()"><style>*{display:none}</style>' +
  '"\'><svg/onload=ran()> javascript:ran() ${ran()} {{ran()}} datum.constructor';

/** Too large for any screen, larger than their bytes, a line, no bytes at all. */
const hostilePictures: readonly Picture[] = [
  { height: 2 ** 31, width: 2 ** 31, channels: 3, pixels: 'AAAA' },
  { height: 1, width: 10_000, channels: 1, pixels: Buffer.alloc(10_000).toString('base64') },
  { height: 8, width: 8, channels: 3, pixels: hostile },
  { height: 1, width: 1, channels: 1, pixels: 'AA==' },
  { height: 0, width: 0, channels: 1, pixels: '' },
];

/** Every text of a report made hostile but for those that the schema fixes. */
function hostileReport(): Report {
  const report = sampleReport();
  const named = (name: string): string => `${name} ${hostile}`;
  return {
    ...report,
    model: {
      ...report.model,
      path: `/models/${hostile.replaceAll('/', '∕')}.onnx`,
      producer: hostile,
      inputs: report.model.inputs.map((each) => ({ ...each, name: named(each.name) })),
      limits: [{ op: hostile, node: hostile, effect: hostile }],
    },
    data: { ...report.data, test: { ...report.data.test!, path: hostile, match: hostile } },
    findings: report.findings.map((each) => ({
      ...each,
      message: named(each.message),
      fix: named(each.fix),
    })),
    hyperplanes: {
      ...report.hyperplanes!,
      layers: report.hyperplanes!.layers.map((each) => ({ ...each, layer: named(each.layer) })),
    },
    regions: {
      ...report.regions!,
      layers: report.regions!.layers.map((each) => ({ ...each, layer: named(each.layer) })),
    },
    extrapolation: {
      ...report.extrapolation!,
      spaces: report.extrapolation!.spaces.map((each) => ({ ...each, space: named(each.space) })),
      samples: report.extrapolation!.samples!.map((each, i) => ({
        ...each,
        picture: hostilePictures[i % hostilePictures.length],
      })),
    },
  };
}

describe('a report whose every name is hostile', () => {
  it('is drawn whole, as text: nothing of it runs, is styled by it or leaves the machine', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'model-geometry-'));
    const browser = await openBrowser();
    try {
      const asset = (name: string): string =>
        readFileSync(join(process.cwd(), 'dist', name), 'utf8');
      const assets = { script: asset('webview.js'), style: asset('webview.css') };
      const file = join(folder, 'report.html');
      await writeFile(file, standaloneHtml(hostileReport(), assets));
      const page = await browser.newPage();
      const requests: string[] = [];
      const ran: string[] = [];
      const problems: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('pageerror', (error) => problems.push(error.message));
      await page.exposeFunction('ran', () => void ran.push('ran'));
      await page.goto(pathToFileURL(file).href);
      await page.locator('h1').waitFor();
      await page.locator('.chart canvas, .chart svg').first().waitFor();
      for (const summary of await page.locator('summary').all()) await summary.click();
      const body = await page.locator('body').innerText();
      assert.ok(
        body.includes('<img src="http://192.0.2.1/x"'),
        'the names are not shown as they are',
      );
      const counts = await page.evaluate(() => ({
        scripts: document.scripts.length,
        foreign: document.querySelectorAll(
          'img[src^="http"], [onload], [onerror], a[href^="javascript"]',
        ).length,
        shown: getComputedStyle(document.body).display,
        policy: document
          .querySelector('meta[http-equiv="Content-Security-Policy"]')
          ?.getAttribute('content'),
      }));
      assert.deepEqual(
        { ...counts, policy: '' },
        { scripts: 2, foreign: 0, shown: 'block', policy: '' },
      );
      assert.match(counts.policy ?? '', /^default-src 'none'; script-src 'nonce-/);
      assert.deepEqual({ ran, problems }, { ran: [], problems: [] });
      assert.deepEqual(
        requests.filter((url) => !/^(file|data|blob):/.test(url)),
        [],
      );
      await page.screenshot({ path: join(process.cwd(), '.cache', 'hostile-names.png') });
    } finally {
      await browser.close();
      await rm(folder, { recursive: true });
    }
  });
});
