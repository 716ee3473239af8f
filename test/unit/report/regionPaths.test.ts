import { strict as assert } from 'node:assert';
import { compileChart } from '../../../src/report/charts/compileChart.ts';
import { regionsCharts } from '../../../src/report/regions/regionsCharts.ts';
import { regionsPart } from '../../../src/report/regions/regionsPart.ts';
import { regionsTables } from '../../../src/report/regions/regionsTables.ts';
import type { RegionPath, RegionsSection } from '../../../src/report/report.ts';
import { validateReport } from '../../../src/report/validateReport.ts';
import { sampleReport } from '../../support/sampleReport.ts';

function path(kind: RegionPath['kind'], regions: number, to: number): RegionPath {
  const measures = { length: 2, regions, regionsPerUnitLength: regions / 2 };
  return { from: 0, to, ...(kind && { kind }), ...measures, exactness: 'exact' };
}

function withPaths(paths: readonly RegionPath[]): RegionsSection {
  return { ...sampleReport().regions!, paths };
}

const labelled = withPaths([
  path('same-class', 4, 1),
  path('different-class', 20, 2),
  path('same-class', 8, 3),
  path('different-class', 32, 4),
]);

describe('straight paths in the regions part', () => {
  it('are charted by kind, beside a table of the same numbers', () => {
    const chart = regionsCharts(labelled).find(({ id }) => id === 'regions-densities-chart')!;
    const said: unknown[] = [];
    compileChart(chart.drawing.spec, { warn: (...messages) => said.push(...messages) });
    assert.deepEqual(said, []);
    const table = regionsTables(labelled).find(({ id }) => id === chart.tableId)!;
    assert.deepEqual(
      table.rows.map((row) => [row[0].text, row[1].value, row[4].value]),
      [
        ['two samples of one class', 2, 3],
        ['samples of two classes', 2, 13],
      ],
    );
  });

  it('give the mean density with its standard error', () => {
    // Densities 2, 10, 4, 16: mean 8, sum of squares about it 120, so the error is √(120 / 3 / 4).
    const { figures } = regionsPart(labelled);
    const shown = figures.find(({ label }) => label.startsWith('regions per unit length'));
    assert.equal(shown!.value, `8 ± ${Math.sqrt(10).toPrecision(4)}`);
  });

  it('give no standard error of a single path', () => {
    const { figures } = regionsPart(withPaths([path('random', 14, 1)]));
    assert.ok(figures.some(({ value }) => value === '7'));
  });

  it('are listed one by one, with what was said of their classes', () => {
    const section = withPaths([...labelled.paths!, path('random', 6, 5), path(undefined, 6, 6)]);
    const table = regionsTables(section).find(({ id }) => id === 'regions-paths')!;
    const column = table.columns.findIndex(({ label }) => label === 'Class');
    assert.deepEqual(
      table.rows.map((row) => row[column].text),
      ['same', 'different', 'same', 'different', '–', '–'],
    );
    assert.deepEqual(validateReport({ ...sampleReport(), regions: section }), []);
  });

  it('are explained where there are some, and cite the paper', () => {
    const { explanation } = regionsPart(labelled);
    assert.match(explanation.paragraphs.at(-1)!, /^Straight paths/);
    assert.ok(explanation.papers.some(({ url }) => url.endsWith('1908.06214')));
    assert.doesNotMatch(
      regionsPart(sampleReport().regions!).explanation.paragraphs.at(-1)!,
      /paths/,
    );
  });
});
