import { strict as assert } from 'node:assert';
import { leftOut } from '../../../../src/report/extrapolation/leftOut.ts';
import { extrapolationTables } from '../../../../src/report/extrapolation/extrapolationTables.ts';
import { terminalSummary } from '../../../../src/report/terminalSummary.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

describe('what a report leaves out', () => {
  const report = sampleReport();
  const [space] = report.extrapolation!.spaces;
  const section = {
    ...report.extrapolation!,
    spaces: [
      { ...space, space: 'input', notes: ['No labels.', 'Too wide.'] },
      { ...space, space: 'pca:10', notes: ['No labels.'] },
      { ...space, space: 'logits' },
    ],
  };

  it('is said once for all spaces that it is about', () => {
    assert.deepEqual(leftOut(section), [
      { note: 'No labels.', spaces: ['input', 'pca:10'] },
      { note: 'Too wide.', spaces: ['input'] },
    ]);
  });

  it('stands in a table of the report and in the terminal', () => {
    const table = extrapolationTables(section).find(({ id }) => id === 'extrapolation-left-out');
    assert.deepEqual(
      table!.rows.map((row) => row.map(({ text }) => text)),
      [
        ['input, pca:10', 'No labels.'],
        ['input', 'Too wide.'],
      ],
    );
    const shown = terminalSummary(
      { ...report, extrapolation: section },
      { width: 80, colour: false },
    );
    assert.match(shown, /\nLeft out\n {2}input, pca:10: No labels\.\n {2}input: Too wide\.\n/);
  });

  it('is not mentioned where there is nothing', () => {
    const none = { ...section, spaces: section.spaces.slice(2) };
    assert.ok(extrapolationTables(none).every(({ id }) => id !== 'extrapolation-left-out'));
    assert.doesNotMatch(
      terminalSummary({ ...report, extrapolation: none }, { width: 80, colour: false }),
      /Left out/,
    );
  });
});
