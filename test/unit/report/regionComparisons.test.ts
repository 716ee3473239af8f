import { strict as assert } from 'node:assert';
import { compileChart } from '../../../src/report/charts/compileChart.ts';
import { regionsCharts } from '../../../src/report/regions/regionsCharts.ts';
import { regionsPart } from '../../../src/report/regions/regionsPart.ts';
import { regionsTables } from '../../../src/report/regions/regionsTables.ts';
import type { Report } from '../../../src/report/report.ts';
import type { TableView } from '../../../src/report/reportView.ts';
import { validateReport } from '../../../src/report/validateReport.ts';
import { digitsRequest } from '../../support/sampleRequest.ts';
import { sharedDiagnosis } from '../../support/sharedDiagnosis.ts';

describe('comparisons in the regions part', () => {
  let report: Report;
  before(async () => {
    report = await sharedDiagnosis({ ...digitsRequest, parts: ['regions'] });
  });

  function tableOf(id: string): TableView {
    return regionsTables(report.regions!).find((table) => table.id === id)!;
  }

  it('keep to the schema and compile without a warning, each beside its table', () => {
    assert.deepEqual(validateReport(report), []);
    const ids = regionsTables(report.regions!).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { drawing, tableId, id } of regionsCharts(report.regions!)) {
      const said: unknown[] = [];
      compileChart(drawing.spec, { warn: (...messages) => said.push(...messages) });
      assert.deepEqual(said, [], id);
      assert.ok(ids.includes(tableId), id);
    }
  });

  it('give the densities before and after training with their ratio', () => {
    const { pathDensities, baseline } = report.regions!;
    for (const [row, [between, , after, , before, ratio]] of tableOf(
      'regions-baseline-paths',
    ).rows.entries()) {
      const means = [pathDensities![row], baseline!.pathDensities![row]].map(
        ({ perUnitLength }) => perUnitLength.mean,
      );
      assert.ok(between.text.length > 0);
      assert.deepEqual([after.value, before.value], means);
      assert.equal(ratio.value, means[0] / means[1]);
    }
  });

  it('write bounds as counts where they are small and as powers of ten where they are not', () => {
    const rows = tableOf('regions-bounds').rows;
    assert.equal(rows[0][2].text, '400');
    assert.match(rows.at(-1)!.at(-1)!.text, /^10\^\d+(\.\d)?$/);
  });

  it('draw no more layers of hashes than marks tell apart, and table them all', () => {
    const { hashing } = report.regions!;
    const [layer] = hashing!.layers;
    const layers = Array.from({ length: 7 }, (_, i) => ({ ...layer, layer: `dense${i}` }));
    const section = { ...report.regions!, hashing: { ...hashing!, layers } };
    const chart = regionsCharts(section).find(({ id }) => id === 'regions-hashing-chart')!;
    assert.deepEqual(
      chart.drawing.legend.map(({ label }) => label),
      ['dense0', 'dense3', 'dense6', 'random hyperplanes'],
    );
    const table = regionsTables(section).find(({ id }) => id === chart.tableId)!;
    assert.equal(table.rows.length, 7);
  });

  it('show samples beside their nearest training samples as images', () => {
    const table = tableOf('regions-nearest');
    assert.match(table.caption, /of 400 compared with 1,397 training samples/);
    const [row] = table.rows;
    const image = table.columns.findIndex(({ label }) => label === 'Image');
    assert.equal(row[image].pictures!.length, 1);
    assert.equal(row.at(-1)!.pictures!.length, 3);
    assert.match(row.at(-1)!.text, /^\d+ \(\d\), [\d.]+%; /);
  });

  it('say what was drawn at random', () => {
    const { paragraphs, papers } = regionsPart(report.regions!).explanation;
    assert.ok(paragraphs.some((text) => text.includes('variance 2 / fan-in')));
    assert.ok(papers.some(({ url }) => url.endsWith('1711.02114')));
  });
});
