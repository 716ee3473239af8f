import { strict as assert } from 'node:assert';
import { spaceNotes } from '../../../../src/report/extrapolation/spaceNotes.ts';
import { extrapolationTables } from '../../../../src/report/extrapolation/extrapolationTables.ts';
import { terminalSummary } from '../../../../src/report/terminalSummary.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

describe('the notes on the spaces of a report', () => {
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

  it('are said once for all spaces that they are about, of the fewest first', () => {
    assert.deepEqual(spaceNotes(section), [
      { note: 'Too wide.', spaces: ['input'] },
      { note: 'No labels.', spaces: ['input', 'pca:10'] },
    ]);
  });

  it('stand in a table of the report and in the terminal', () => {
    const table = extrapolationTables(section).find(({ id }) => id === 'extrapolation-notes');
    assert.deepEqual(
      table!.rows.map((row) => row.map(({ text }) => text)),
      [
        ['input', 'Too wide.'],
        ['input, pca:10', 'No labels.'],
      ],
    );
    const shown = terminalSummary(
      { ...report, extrapolation: section },
      { width: 80, colour: false },
    );
    assert.match(shown, /\nNotes\n {2}input: Too wide\.\n {2}input, pca:10: No labels\.\n/);
  });

  it('are not mentioned where there are none', () => {
    const none = { ...section, spaces: section.spaces.slice(2) };
    assert.ok(extrapolationTables(none).every(({ id }) => id !== 'extrapolation-notes'));
    assert.doesNotMatch(
      terminalSummary({ ...report, extrapolation: none }, { width: 80, colour: false }),
      /Notes/,
    );
  });
});
