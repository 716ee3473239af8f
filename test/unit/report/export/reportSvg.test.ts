import { strict as assert } from 'node:assert';
import { createReportView } from '../../../../src/report/createReportView.ts';
import { framedSvg } from '../../../../src/report/export/framedSvg.ts';
import { reportSvg } from '../../../../src/report/export/reportSvg.ts';
import { publicationTheme } from '../../../../src/report/charts/publicationTheme.ts';
import { deepReport, sampleReport } from '../../../support/sampleReport.ts';

describe('reportSvg', () => {
  for (const [what, report] of [
    ['a small model', sampleReport()],
    ['a deep one', deepReport(100, 16)],
  ] as const) {
    it(`draws every chart of ${what} with title and key, in real colours and finite numbers`, async () => {
      const view = createReportView(report);
      const charts = view.parts.flatMap((part) => part.charts);
      const files = await reportSvg(view);
      assert.deepEqual(
        files.map(({ name }) => name),
        charts.map(({ id }) => `${id}.svg`),
      );
      for (const [i, { text }] of files.entries()) {
        assert.ok(text.includes(`>${charts[i].title}<`));
        for (const { label } of charts[i].legend) assert.ok(text.includes(`>${label}</text>`));
        assert.ok(!/theme:|NaN|undefined|Infinity/.test(text), charts[i].id);
      }
    });
  }
});

describe('framedSvg', () => {
  const drawn = '<svg class="marks" width="300" height="80" viewBox="0 0 300 80"></svg>';

  it('lets no name out of its text', () => {
    const chart = { title: '</text><script>', description: '"&', legend: [] };
    const svg = framedSvg(chart, drawn, publicationTheme);
    assert.ok(svg.includes('&lt;/text&gt;&lt;script&gt;') && !svg.includes('<script'));
  });

  it('says how the numbers are known, where that is one word for all of them', () => {
    const chart = { title: 'Distance', description: '', legend: [] };
    const known = framedSvg({ ...chart, exactness: 'certified-upper' }, drawn, publicationTheme);
    assert.match(known, />Distance<tspan [^>]*>upper bound<\/tspan><\/text>/);
    assert.match(framedSvg(chart, drawn, publicationTheme), />Distance<\/text>/);
  });

  it('makes room for the chart and for a key or title that is wider', () => {
    const widthOf = (labels: readonly string[]): number => {
      const legend = labels.map((label) => ({
        label,
        colour: 'theme:series1',
        shape: 'circle' as const,
      }));
      const svg = framedSvg({ title: 'T', description: '', legend }, drawn, publicationTheme);
      return Number(/width="(\d+)"/.exec(svg)![1]);
    };
    assert.equal(widthOf([]), 332);
    assert.ok(widthOf(['a rather long label', 'and another one', 'and one more']) > 332);
    const title = 'A title of fifty characters, which needs some room';
    const svg = framedSvg({ title, description: '', legend: [] }, drawn, publicationTheme);
    assert.ok(Number(/width="(\d+)"/.exec(svg)![1]) > 400);
  });

  it('refuses what has no size', () => {
    assert.throws(
      () => framedSvg({ title: '', description: '', legend: [] }, '<svg></svg>', publicationTheme),
      RangeError,
    );
  });
});
