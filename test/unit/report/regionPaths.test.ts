import { strict as assert } from 'node:assert';
import { pathDensities } from '../../../src/analysis/diagnosis/pathDensities.ts';
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
  const followed = paths.map(({ kind = 'random', length, regions }) => {
    return { kind, length, regions, bends: [regions - 1, 0] };
  });
  const densities = pathDensities(followed, ['Relu_3', 'Relu_5']);
  return { ...sampleReport().regions!, paths, pathDensities: densities };
}

const labelled = withPaths([
  path('same-class', 4, 1),
  path('different-class', 20, 2),
  path('same-class', 8, 3),
  path('different-class', 32, 4),
]);

describe('straight paths in the regions part', () => {
  it('are charted by kind and by layer, beside tables of the same numbers', () => {
    for (const id of ['regions-densities-chart', 'regions-path-layers-chart']) {
      const chart = regionsCharts(labelled).find((each) => each.id === id)!;
      const said: unknown[] = [];
      compileChart(chart.drawing.spec, { warn: (...messages) => said.push(...messages) });
      assert.deepEqual(said, []);
      assert.ok(regionsTables(labelled).some((table) => table.id === chart.tableId));
    }
    const texts = (id: string) =>
      regionsTables(labelled)
        .find((table) => table.id === id)!
        .rows.map((row) => row.slice(0, 4).map(({ text }) => text));
    assert.deepEqual(texts('regions-densities'), [
      ['two samples of one class', '2', '6 ± 2', '3 ± 1'],
      ['samples of two classes', '2', '26 ± 6', '13 ± 3'],
    ]);
    assert.deepEqual(texts('regions-path-layers'), [
      ['Relu_3', '5 ± 2', '2.5 ± 1', '25 ± 6'],
      ['Relu_5', '0 ± 0', '0 ± 0', '0 ± 0'],
    ]);
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
