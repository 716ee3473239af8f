import { strict as assert } from 'node:assert';
import { createReportView } from '../../../../src/report/createReportView.ts';
import { exactnessWords } from '../../../../src/report/exactnessWords.ts';
import { reportMarkdown } from '../../../../src/report/export/reportMarkdown.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

describe('reportMarkdown', () => {
  const report = sampleReport();

  it('says every finding before the parts, each with its rule and severity', () => {
    const text = reportMarkdown(report);
    const parts = text.indexOf('## Hyperplanes');
    for (const { rule, severity } of report.findings) {
      const at = text.indexOf(`**${rule}** (${severity})`);
      assert.ok(at > 0 && at < parts, rule);
    }
  });

  it('says of every headline figure how it is known', () => {
    const text = reportMarkdown(report);
    for (const { figures } of createReportView(report).parts) {
      for (const { value, exactness } of figures) {
        assert.ok(text.includes(`**${value}** _${exactnessWords[exactness][0]}_`), value);
      }
    }
  });

  it('has as many cells in every row of a table as in its head', () => {
    const cells = (line: string): number => line.split(/(?<!\\)\|/).length;
    let width = 0;
    let tables = 0;
    for (const line of reportMarkdown(report).split('\n')) {
      if (!line.startsWith('|')) width = 0;
      else if (width === 0) [width, tables] = [cells(line), tables + 1];
      else assert.equal(cells(line), width, line);
    }
    assert.ok(tables > 10);
  });

  it('lets no name of the model become markup', () => {
    const [layer, ...rest] = report.hyperplanes!.layers;
    const evil = '<img src=x onerror=alert(1)> | [a](b) `c` *d*\n# e';
    const text = reportMarkdown({
      ...report,
      hyperplanes: { ...report.hyperplanes!, layers: [{ ...layer, layer: evil }, ...rest] },
    });
    assert.ok(!text.includes('<img') && !text.includes('[a](b)') && !/\n# e/.test(text));
  });

  it('says so when nothing crossed its threshold', () => {
    assert.match(reportMarkdown({ ...report, findings: [] }), /Nothing crossed its threshold/);
  });
});
