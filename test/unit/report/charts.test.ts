import { strict as assert } from 'node:assert';
import { expressionInterpreter } from 'vega-interpreter';
import { parse, View } from 'vega';
import { createReportView } from '../../../src/report/createReportView.ts';
import { compileChart } from '../../../src/report/charts/compileChart.ts';
import type { ChartSource } from '../../../src/report/chartView.ts';
import { extrapolationCharts } from '../../../src/report/extrapolation/extrapolationCharts.ts';
import { hyperplanesCharts } from '../../../src/report/hyperplanes/hyperplanesCharts.ts';
import { regionsCharts } from '../../../src/report/regions/regionsCharts.ts';
import type { Report } from '../../../src/report/report.ts';
import { summaryOf } from '../../support/sampleNumbers.ts';
import { deepReport, sampleReport } from '../../support/sampleReport.ts';

function chartsOf(report: Report): ChartSource[] {
  return [
    ...hyperplanesCharts(report.hyperplanes!),
    ...regionsCharts(report.regions!),
    ...extrapolationCharts(report.extrapolation!),
  ];
}

/** Ids of the charts, each compiled without a word from Vega-Lite. */
function compiledIds(report: Report): string[] {
  return chartsOf(report).map(({ id, drawing: { spec } }) => {
    const said: unknown[] = [];
    compileChart(spec, { warn: (...messages) => said.push(...messages) });
    assert.deepEqual(said, [], id);
    return id;
  });
}

function withLocalComplexity(report: Report): Report {
  const layers = [1, 40].map((scale, i) => ({
    layer: `Relu_${i}`,
    crossings: summaryOf([0, 3, 5, 9].map((count) => count * scale)),
  }));
  return { ...report, regions: { ...report.regions!, localComplexity: { radius: 0.05, layers } } };
}

function withoutData(report: Report): Report {
  const weightsOnly = report.hyperplanes!.layers.map((layer) => ({
    ...layer,
    activationRate: undefined,
    dead: undefined,
    alwaysOn: undefined,
    boundaryDistance: undefined,
  }));
  return {
    ...report,
    hyperplanes: { samples: null, layers: JSON.parse(JSON.stringify(weightsOnly)) },
  };
}

describe('charts of a report', () => {
  it('compile without a warning, each with an id of its own', () => {
    const ids = compiledIds(withLocalComplexity(sampleReport()));
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(ids, [
      'hyperplanes-activity-chart',
      'hyperplanes-rates-chart',
      'hyperplanes-boundaries-chart',
      'hyperplanes-directions-chart',
      'hyperplanes-spectrum-chart',
      'hyperplanes-weights-chart',
      'regions-patterns-chart',
      'regions-seen-chart',
      'regions-purity-chart',
      'regions-complexity-chart',
      'extrapolation-verdicts-chart',
      'extrapolation-depth-chart',
      'extrapolation-distances-chart',
      'extrapolation-box-chart',
      'extrapolation-accuracy-chart',
    ]);
  });

  it('follow interpolation through the layers where two or more were compared', () => {
    const report = sampleReport();
    const [space] = report.extrapolation!.spaces;
    const spaces = ['input', 'pca:10', 'layer:a', 'layer:b', 'logits'].map((name) => ({
      ...space,
      space: name,
    }));
    const within = (names: readonly string[]): string[] =>
      compiledIds({
        ...report,
        extrapolation: {
          ...report.extrapolation!,
          spaces: spaces.filter((entry) => names.includes(entry.space)),
        },
      });
    const id = 'extrapolation-depth-chart';
    assert.ok(within(['input', 'pca:10', 'layer:a', 'layer:b', 'logits']).includes(id));
    assert.ok(!within(['input', 'pca:10', 'layer:a']).includes(id));
  });

  it('compile without a warning for a deep model and for weights alone', () => {
    assert.equal(compiledIds(deepReport(20, 64)).length, 14);
    assert.deepEqual(
      compiledIds(withoutData(sampleReport())).filter((id) => id.startsWith('hyperplanes')),
      ['hyperplanes-directions-chart', 'hyperplanes-spectrum-chart', 'hyperplanes-weights-chart'],
    );
  });

  it('report a warning to the logger when there is one', () => {
    const said: unknown[] = [];
    const broken = {
      data: { values: [] },
      mark: 'bar',
      encoding: { nowhere: { field: 'a' } },
    } as unknown as ChartSource['drawing']['spec'];
    compileChart(broken, { warn: (...messages) => said.push(...messages) });
    assert.equal(said.length, 1);
  });

  it('have no background, no colour but theme slots, and a table behind each', () => {
    for (const part of createReportView(withLocalComplexity(sampleReport())).parts) {
      const tables = part.tables.map(({ id }) => id);
      for (const chart of part.charts) {
        assert.ok(tables.includes(chart.tableId), `${chart.id} has no table`);
        assert.equal((chart.vega as { background: unknown }).background, null);
        const colours = JSON.stringify(chart.vega).match(/"(#[0-9a-f]{3,8}|white|black)"/gi) ?? [];
        assert.deepEqual(colours, [], chart.id);
      }
    }
  });

  it('run in Vega with the expression interpreter, drawing one row a layer', async () => {
    for (const part of createReportView(sampleReport()).parts) {
      for (const chart of part.charts) {
        const runtime = parse(chart.vega as never, undefined, { ast: true });
        const view = new View(runtime, { expr: expressionInterpreter as never });
        const svg = await view.toSVG();
        view.finalize();
        assert.ok(!/NaN|undefined|Infinity/.test(svg), `${chart.id} draws a number that is none`);
      }
    }
  });
});
