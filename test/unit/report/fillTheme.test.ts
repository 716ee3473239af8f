import { strict as assert } from 'node:assert';
import { createReportView } from '../../../src/report/createReportView.ts';
import { fillTheme } from '../../../src/report/charts/fillTheme.ts';
import { sampleReport } from '../../support/sampleReport.ts';

const theme = {
  text: '#111111',
  muted: '#222222',
  series1: '#0000ff',
  series2: '#ff8800',
  series3: '#aa00aa',
  font: 'serif',
};

describe('fillTheme', () => {
  it('replaces slots at any depth and nothing else', () => {
    const spec = {
      a: ['theme:text', 1, null, { b: 'theme:series1' }],
      c: 'a theme: none',
      d: true,
    };
    assert.deepEqual(fillTheme(spec, theme), {
      a: ['#111111', 1, null, { b: '#0000ff' }],
      c: 'a theme: none',
      d: true,
    });
  });

  it('leaves the chart it was given untouched, so that it can be filled again', () => {
    const spec = { colour: 'theme:text' };
    fillTheme(spec, theme);
    assert.deepEqual(spec, { colour: 'theme:text' });
  });

  it('knows every slot that a chart of a report uses', () => {
    for (const { charts } of createReportView(sampleReport()).parts) {
      for (const { vega, id } of charts) {
        assert.doesNotMatch(JSON.stringify(fillTheme(vega, theme)), /theme:/, id);
      }
    }
  });
});
