import { strict as assert } from 'node:assert';
import { sampleTable } from '../../../../src/report/extrapolation/sampleTable.ts';
import type { ExtrapolatingSample, Picture } from '../../../../src/report/report.ts';

const picture: Picture = { height: 1, width: 1, channels: 1, pixels: 'AA==' };
const plain: ExtrapolatingSample = {
  index: 1200,
  label: null,
  predicted: null,
  scores: { 'input.hull': 3.25 },
  rank: 1,
};
const pictured: ExtrapolatingSample = {
  ...plain,
  picture,
  direction: picture,
  neighbours: [
    { row: 7, distance: 1.5, picture },
    { row: 9, distance: 2 },
  ],
};
const labelsOf = (samples: readonly ExtrapolatingSample[]): string[] =>
  sampleTable(samples).columns.map(({ label }) => label);

describe('sampleTable', () => {
  it('has only the columns that some sample has something for', () => {
    assert.deepEqual(labelsOf([plain]), ['Rank', 'Sample', 'Hull distance, input']);
    assert.deepEqual(labelsOf([plain, { ...pictured, label: 3, predicted: 5 }]), [
      'Rank',
      'Sample',
      'Label',
      'Predicted',
      'Image',
      'Direction',
      'Nearest training samples',
      'Hull distance, input',
    ]);
  });

  it('says in words what each picture shows', () => {
    const [row] = sampleTable([pictured]).rows;
    const descriptions = row.flatMap(({ pictures = [] }) =>
      pictures.map(({ description }) => description),
    );
    assert.deepEqual(descriptions, [
      'Test sample 1200',
      'Direction that separates test sample 1200 from the training samples',
      'Training sample 7, at distance 1.5',
    ]);
  });

  it('draws signed values in the diverging palette and samples as they are', () => {
    const [row] = sampleTable([pictured]).rows;
    assert.deepEqual(
      row.flatMap(({ pictures = [] }) => pictures.map(({ palette }) => palette ?? 'plain')),
      ['plain', 'diverging', 'plain'],
    );
  });

  it('shows a dash for samples without a picture among pictured ones', () => {
    const [, second] = sampleTable([pictured, plain]).rows;
    assert.deepEqual(second[2], { value: null, text: '–' });
  });

  it('has an empty cell for a score that a sample lacks, whatever a space is called', () => {
    const odd = { ...plain, scores: { constructor: 1 } as unknown as Record<string, number> };
    const { columns, rows } = sampleTable([odd, plain]);
    const at = columns.findIndex(({ label }) => label === 'constructor');
    assert.deepEqual(
      rows.map((row) => row[at].value),
      [1, null],
    );
  });
});
