import { strict as assert } from 'node:assert';
import { rowLabels, shortLabel } from '../../../src/report/charts/labels.ts';
import { quantileRows } from '../../../src/report/charts/quantileRows.ts';
import { stackedRows } from '../../../src/report/charts/stackedRows.ts';
import { compileChart } from '../../../src/report/charts/compileChart.ts';
import { formatNumber } from '../../../src/report/format.ts';
import { summaryOf } from '../../support/sampleNumbers.ts';

interface CompiledChart {
  readonly scales: readonly { readonly name: string; readonly type: string }[];
}

interface LogarithmicAxis {
  readonly scale: { readonly domain: readonly number[] };
  readonly axis: { readonly values: readonly number[] };
}

function xScale(rows: Parameters<typeof quantileRows>[0]): string {
  const { spec } = quantileRows(rows, { axisTitle: 'x', format: formatNumber });
  const { scales } = compileChart(spec) as CompiledChart;
  return scales.find(({ name }) => name === 'x')!.type;
}

describe('row labels', () => {
  it('keep short names and both ends of long ones', () => {
    assert.equal(shortLabel('Gemm_2'), 'Gemm_2');
    const long = '/backbone/stage3/block12/conv/Conv';
    const short = shortLabel(long);
    assert.equal(short.length, 24);
    const [start, end] = short.split('…');
    assert.ok(long.startsWith(start) && long.endsWith(end) && end.length > start.length);
  });

  it('tell apart the layers of a deep model, whose long names differ in their middle only', () => {
    const names = Array.from(
      { length: 12 },
      (_, i) => `/bert/encoder/layer.${i}/attention/self/query_projection/MatMul`,
    );
    const labels = rowLabels(['Gemm', ...names]);
    assert.equal(labels[0], 'Gemm');
    labels.slice(1).forEach((label, i) => {
      assert.ok(label.startsWith(`…${i}/`) && label.endsWith('/MatMul'), label);
      assert.ok(label.length <= 24);
    });
  });

  it('are never empty and never equal, since a row is known by its label', () => {
    const names = ['', 'a', 'a', '', `${'x'.repeat(30)}tail`, `${'x'.repeat(40)}tail`];
    const labels = rowLabels(names);
    assert.equal(new Set(labels).size, names.length);
    assert.ok(labels.every((label) => label.length > 0));
  });
});

describe('quantileRows', () => {
  const row = (name: string, scale: number, least = 1) => ({
    name,
    summary: summaryOf([least, 2, 3, 4].map((value) => value * scale)),
  });

  it('has a linear axis for distributions of one size and a logarithmic one for very different ones', () => {
    assert.equal(xScale([row('a', 1), row('b', 5)]), 'linear');
    assert.equal(xScale([row('a', 1), row('b', 500)]), 'log');
  });

  it('marks a logarithmic axis at round values only, within its ends', () => {
    for (const scale of [50, 1e3, 1e9]) {
      const { spec } = quantileRows([row('a', 1), row('b', scale)], {
        axisTitle: 'x',
        format: formatNumber,
      });
      const [first] = (spec as { layer: { encoding: { x: LogarithmicAxis } }[] }).layer;
      const { scale: ends, axis } = first.encoding.x;
      assert.ok(axis.values.length >= 3 && axis.values.length <= 12);
      for (const value of axis.values) {
        assert.match(value.toExponential(), /^[13]e/);
        assert.ok(value >= ends.domain[0] && value <= ends.domain[1]);
      }
    }
  });

  it('stays linear where values are negative, which no logarithm can show', () => {
    assert.equal(xScale([row('a', 1, -1), row('b', 500)]), 'linear');
  });

  it('keeps zeros on a logarithmic axis at its left end', () => {
    const zero = { name: 'inside', summary: summaryOf([0, 0, 0]) };
    const { spec } = quantileRows([zero, row('a', 1), row('b', 500)], {
      axisTitle: 'x',
      format: formatNumber,
    });
    const { values } = (spec as { data: { values: { q05: number; middle: string }[] } }).data;
    assert.ok(values[0].q05 > 0 && values[0].q05 < values[1].q05);
    assert.equal(values[0].middle, '0');
  });
});

describe('stackedRows', () => {
  it('divides each row into shares that add up to one', () => {
    const kinds = ['in', 'out', 'open'].map((label) => ({
      label,
      colour: 'theme:muted',
      shape: 'square' as const,
    }));
    const rows = [
      { name: 'a', counts: [1, 3, 0] },
      { name: 'b', counts: [0, 7, 0] },
      { name: 'empty', counts: [0, 0, 0] },
    ];
    const { spec, legend } = stackedRows(rows, kinds, 'share');
    const { values } = (spec as { data: { values: { name: string; share: number }[] } }).data;
    const total = (name: string) =>
      values.filter((value) => value.name === name).reduce((sum, { share }) => sum + share, 0);
    assert.deepEqual([total('a'), total('b'), total('empty')], [1, 1, 0]);
    assert.deepEqual(
      legend.map(({ label }) => label),
      ['in', 'out'],
    );
  });
});
