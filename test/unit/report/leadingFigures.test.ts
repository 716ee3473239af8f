import { strict as assert } from 'node:assert';
import { createReportView } from '../../../src/report/createReportView.ts';
import { leadingFigures } from '../../../src/report/leadingFigures.ts';
import type { Report } from '../../../src/report/report.ts';
import { sampleReport } from '../../support/sampleReport.ts';

/** The figures as a reader puts them together: "97.8% accuracy on 1,000 test samples". */
function phrases(report: Report): string[] {
  return leadingFigures(report).map(({ value, label }) => `${value} ${label}`);
}

describe('the leading figures of a report', () => {
  const report = sampleReport();
  const { train, test } = report.data;

  it('say how right the model is, what of it lies idle, and whether it knows these samples', () => {
    assert.deepEqual(phrases(report), [
      '98.1% accuracy on 1,000 test samples',
      '166 of 512 units never active',
      '4.1% of test samples in a region seen in training',
      'all 1,000 test samples outside the training hull (input)',
    ]);
  });

  it('give a median error where the model predicts numbers', () => {
    const error = report.hyperplanes!.layers[0].norm;
    const [first] = phrases({ ...report, data: { train, test: { ...test!, error } } });
    assert.match(first, /^[\d.]+ median error on 1,000 test samples$/);
  });

  it('take the training set where there is no other, and leave out what was not measured', () => {
    const half = { ...report, regions: null, extrapolation: null };
    assert.deepEqual(phrases({ ...half, data: { train, test: null } }), [
      '99.3% accuracy on 60,000 training samples',
      '166 of 512 units never active',
    ]);
    const data = { train: null, test: null };
    assert.deepEqual(phrases({ ...half, data, hyperplanes: null }), []);
    const samples = { set: 'random' as const, count: 1000 };
    const drawn = { ...half.hyperplanes!, samples };
    assert.deepEqual(phrases({ ...half, data, hyperplanes: drawn }), []);
  });

  it('are the numbers of their parts, known in the same way', () => {
    const { figures, parts } = createReportView(report);
    const below = parts.flatMap((part) => part.figures);
    for (const figure of figures!.slice(1)) {
      assert.ok(below.some((other) => JSON.stringify(other) === JSON.stringify(figure)));
    }
  });
});
