import { strict as assert } from 'node:assert';
import { parse, View } from 'vega';
import { barRows } from '../../../src/report/charts/barRows.ts';
import { compileChart } from '../../../src/report/charts/compileChart.ts';
import { dotRows } from '../../../src/report/charts/dotRows.ts';
import type { Drawing, Series } from '../../../src/report/charts/drawing.ts';
import { namedRows } from '../../../src/report/charts/profiles.ts';
import { quantileRows } from '../../../src/report/charts/quantileRows.ts';
import { stackedRows } from '../../../src/report/charts/stackedRows.ts';
import { formatNumber } from '../../../src/report/format.ts';
import { summaryOf } from '../../support/sampleNumbers.ts';

const a: Series = { label: 'A', colour: 'theme:series1', shape: 'circle' };
const b: Series = { label: 'B', colour: 'theme:series2', shape: 'diamond' };
const c: Series = { label: 'C', colour: 'theme:series3', shape: 'square' };
const numbers = { axisTitle: 'x', format: formatNumber };

const builders: Readonly<Record<string, (rows: number) => Drawing>> = {
  quantileRows: (rows) =>
    quantileRows(
      names(rows).map((name, i) => ({ name, summary: summaryOf([i, i + 1, i + 2]) })),
      numbers,
    ),
  dotRows: (rows) =>
    dotRows(
      names(rows).map((name, i) => ({ name, values: [i, i % 2 ? null : 2 * i] })),
      [a, b],
      numbers,
    ),
  barRows: (rows) =>
    barRows(
      names(rows).map((name, i) => ({ name, bar: i, dot: 2 * i })),
      { ...numbers, bar: a, dot: b, most: 2 * rows },
    ),
  stackedRows: (rows) =>
    stackedRows(
      names(rows).map((name, i) => ({ name, counts: [i % 3, 0, 1] })),
      [a, b, c],
      'share',
    ),
};

function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `layer${i}`);
}

async function drawn({ spec }: Drawing): Promise<string> {
  const compiled = compileChart(spec, { warn: (...text) => assert.fail(text.join(' ')) });
  const view = new View(parse({ ...(compiled as object), width: 400 }));
  return (await view.runAsync()).toSVG();
}

describe('charts of many rows', () => {
  for (const [name, build] of Object.entries(builders)) {
    it(`${name} draws few marks, whatever the number of rows`, async () => {
      const [some, many] = [await drawn(build(namedRows + 1)), await drawn(build(600))];
      const marks = (svg: string): number => svg.split('aria-roledescription').length;
      assert.ok(marks(many) <= marks(some) && marks(many) < 20, `${marks(many)} marks`);
      assert.ok(!many.includes('NaN'));
    });

    it(`${name} still names every row up to the limit`, async () => {
      const svg = await drawn(build(namedRows));
      assert.ok(svg.includes('>layer0<') && svg.includes(`>layer${namedRows - 1}<`));
    });
  }

  it('keeps bands in one piece where a kind is missing in some rows, and leaves out what occurs in none', () => {
    const { legend, spec } = builders['stackedRows'](90);
    assert.deepEqual(
      legend.map(({ label }) => label),
      ['A', 'C'],
    );
    const { data } = spec as unknown as { data: { values: { kind: string }[] } };
    assert.equal(data.values.filter(({ kind }) => kind === 'A').length, 90);
  });

  it('tells lines apart by more than their colour', () => {
    for (const build of [builders['dotRows'], builders['barRows']]) {
      const shapes = build(100).legend.map(({ shape }) => shape);
      assert.equal(new Set(shapes).size, shapes.length);
    }
  });
});
