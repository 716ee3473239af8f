import { strict as assert } from 'node:assert';
import { compileChart } from '../../../src/report/charts/compileChart.ts';
import type { ComplexitySet } from '../../../src/report/regions/neighbourhoodSections.ts';
import { regionsCharts } from '../../../src/report/regions/regionsCharts.ts';
import { regionsPart } from '../../../src/report/regions/regionsPart.ts';
import { regionsTables } from '../../../src/report/regions/regionsTables.ts';
import type { RegionsSection } from '../../../src/report/report.ts';
import { validateReport } from '../../../src/report/validateReport.ts';
import { sampleReport } from '../../support/sampleReport.ts';

const report = sampleReport();
const summary = report.hyperplanes!.layers[0].norm;
const halved = Object.fromEntries(
  Object.entries(summary).map(([key, value]) => [key, value / 2]),
) as unknown as typeof summary;

const complexity = (set: ComplexitySet['set'], share: number, mean: number): ComplexitySet => ({
  set,
  radius: 2 * share,
  radiusOverNearest: share,
  points: 25,
  total: { mean, standardError: 0.5 },
  layers: [{ layer: 'Relu_3', crossings: { mean, standardError: 0.5 } }],
  overNoise: set === 'noise' ? null : 2,
});

const section: RegionsSection = {
  ...report.regions!,
  inradius: halved,
  regionEdges: {
    samples: 200,
    layers: [
      { layer: 'Relu_3', nearest: 150 },
      { layer: 'Relu_5', nearest: 50 },
    ],
  },
  decisionDistance: {
    samples: 200,
    found: 198,
    lower: halved,
    upper: summary,
    exactShare: 0.5,
    near: { radius: 0.2, radiusOverNearest: 0.1, share: 0.1 },
  },
  localComplexity: {
    radius: 0.2,
    layers: [{ layer: 'Relu_3', crossings: summary }],
    sets: [
      complexity('test', 0.1, 4),
      complexity('noise', 0.1, 2),
      complexity('test', 1, 40),
      complexity('noise', 1, 20),
    ],
  },
};

describe('neighbourhoods in the regions part', () => {
  it('are charted without a warning, beside tables of the same numbers', () => {
    for (const id of ['regions-distances-chart', 'regions-complexity-sets-chart']) {
      const chart = regionsCharts(section).find((each) => each.id === id)!;
      const said: unknown[] = [];
      compileChart(chart.drawing.spec, { warn: (...messages) => said.push(...messages) });
      assert.deepEqual(said, []);
      assert.ok(regionsTables(section).some((table) => table.id === chart.tableId));
    }
  });

  it('say how far each distance is to be trusted', () => {
    const table = regionsTables(section).find(({ id }) => id === 'regions-distances')!;
    assert.deepEqual(
      table.rows.map((row) => row[1].text),
      ['exact', 'lower bound', 'upper bound'],
    );
    const explained = regionsPart(section).explanation.paragraphs.join(' ');
    assert.match(explained, /For 99 of 198 samples \(50%\)/);
  });

  it('put the median distances among the figures', () => {
    const labels = regionsPart(section).figures.map(({ label }) => label);
    assert.ok(labels.includes('median distance to the region’s edge'));
    assert.ok(labels.includes('median distance to the decision boundary'));
  });

  it('keep to the schema, and leave no trace in a report without them', () => {
    assert.deepEqual(validateReport({ ...report, regions: section }), []);
    const none = regionsTables(report.regions!).map(({ id }) => id);
    assert.ok(!none.includes('regions-distances') && !none.includes('regions-complexity-sets'));
  });
});
