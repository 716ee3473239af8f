import { strict as assert } from 'node:assert';
import { diagnose } from '../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../src/engine/progress.ts';
import { compileChart } from '../../../src/report/charts/compileChart.ts';
import { regionsCharts } from '../../../src/report/regions/regionsCharts.ts';
import { regionsPart } from '../../../src/report/regions/regionsPart.ts';
import { regionsTables } from '../../../src/report/regions/regionsTables.ts';
import type { Report } from '../../../src/report/report.ts';
import type { TableView } from '../../../src/report/reportView.ts';
import { validateReport } from '../../../src/report/validateReport.ts';
import { digitsRequest } from '../../support/sampleRequest.ts';

describe('comparisons in the regions part', () => {
  let report: Report;
  before(async () => {
    report = await diagnose({ ...digitsRequest, parts: ['regions'] }, silentProgress);
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
      const means = [pathDensities![row]!, baseline!.pathDensities![row]!].map(
        ({ perUnitLength }) => perUnitLength.mean,
      );
      assert.ok(between!.text.length > 0);
      assert.deepEqual([after!.value, before!.value], means);
      assert.equal(ratio!.value, means[0]! / means[1]!);
    }
  });

  it('write bounds as counts where they are small and as powers of ten where they are not', () => {
    const rows = tableOf('regions-bounds').rows;
    assert.equal(rows[0]![2]!.text, '400');
    assert.match(rows.at(-1)!.at(-1)!.text, /^10\^\d+(\.\d)?$/);
  });

  it('say what was drawn at random', () => {
    const { paragraphs, papers } = regionsPart(report.regions!).explanation;
    assert.ok(paragraphs.some((text) => text.includes('variance 2 / fan-in')));
    assert.ok(papers.some(({ url }) => url.endsWith('1711.02114')));
  });
});
