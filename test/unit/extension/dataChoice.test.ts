import { strict as assert } from 'node:assert';
import { chooseData, type DataDialog } from '../../../src/extension/dataChoice.ts';
import type { DataCandidate } from '../../../src/protocol/analysis.ts';

const candidate = (
  reference: string,
  role: DataCandidate['role'],
  rows: number,
  description = `${rows} × 8 float32`,
): DataCandidate => ({ reference, role, rows, description });

const train = candidate('/d/train.npy', 'samples', 100);
const trainLabels = candidate('/d/train-y.npy', 'labels', 100);
const test = candidate('/d/test.npy', 'samples', 20);
const testLabels = candidate('/d/test-y.npy', 'labels', 20);

/** Answers each question by the label that starts so; `undefined` walks away. Remembers what was asked. */
function answering(...answers: (string | undefined)[]): { dialog: DataDialog; asked: string[][] } {
  const asked: string[][] = [];
  const dialog: DataDialog = {
    shorten: (reference) => reference.slice('/d/'.length),
    async ask(_, choices) {
      asked.push(choices.map(({ label }) => label));
      const answer = answers.shift();
      if (answer === undefined) return undefined;
      return choices.find(({ label }) => label.startsWith(answer))?.value;
    },
    browse: () => Promise.resolve(answers.shift()),
  };
  return { dialog, asked };
}

describe('chooseData', () => {
  it('asks for samples and labels of both sets and offers labels of the same length only', async () => {
    const { dialog, asked } = answering('train.npy', 'train-y', 'test.npy', 'test-y');
    assert.deepEqual(await chooseData([train, trainLabels, test, testLabels], dialog), {
      train: { samples: '/d/train.npy', labels: '/d/train-y.npy' },
      test: { samples: '/d/test.npy', labels: '/d/test-y.npy' },
    });
    assert.deepEqual(asked, [
      ['train.npy', 'test.npy', 'Seeded random inputs', 'Browse…'],
      ['train-y.npy', 'No labels', 'Browse…'],
      ['test.npy', 'No test samples', 'Browse…'],
      ['test-y.npy', 'No labels', 'Browse…'],
    ]);
  });

  it('asks nothing that has only one answer', async () => {
    const { dialog, asked } = answering('train.npy');
    assert.deepEqual(await chooseData([train], dialog), { train: { samples: '/d/train.npy' } });
    assert.equal(asked.length, 1);
  });

  it('offers random inputs even where there are no data, and gives settings without data', async () => {
    const { dialog, asked } = answering('Seeded');
    assert.deepEqual(await chooseData([], dialog), {});
    assert.deepEqual(asked, [['Seeded random inputs', 'Browse…']]);
  });

  it('asks how bytes are scaled', async () => {
    const bytes = candidate('/d/train.npy', 'samples', 100, '100 × 28 × 28 uint8');
    assert.deepEqual(await chooseData([bytes], answering('train.npy', 'Divided').dialog), {
      train: { samples: '/d/train.npy' },
      preprocess: { scale: 255 },
    });
    assert.deepEqual(await chooseData([bytes], answering('train.npy', 'As they').dialog), {
      train: { samples: '/d/train.npy' },
    });
  });

  it('takes files from elsewhere, and then asks for what it cannot know', async () => {
    const { dialog } = answering(
      ...['Browse', '/far/train.gz', 'Browse', '/far/labels.gz'],
      ...['Browse', '/far/test.gz', 'No labels', 'Divided'],
    );
    assert.deepEqual(await chooseData([], dialog), {
      train: { samples: '/far/train.gz', labels: '/far/labels.gz' },
      test: { samples: '/far/test.gz' },
      preprocess: { scale: 255 },
    });
  });

  it('gives nothing when the user walks away from the file dialog', async () => {
    assert.equal(await chooseData([], answering('Browse', undefined).dialog), undefined);
  });

  it('takes "no" for labels and test samples', async () => {
    const { dialog } = answering('train.npy', 'No labels', 'No test');
    assert.deepEqual(await chooseData([train, trainLabels, test], dialog), {
      train: { samples: '/d/train.npy' },
    });
  });

  for (let answered = 0; answered < 4; answered++) {
    it(`gives nothing, and asks nothing more, when the user walks away from question ${answered + 1}`, async () => {
      const answers = ['train.npy', 'train-y', 'test.npy', 'test-y'].slice(0, answered);
      const { dialog, asked } = answering(...answers);
      assert.equal(await chooseData([train, trainLabels, test, testLabels], dialog), undefined);
      assert.equal(asked.length, answered + 1);
    });
  }
});
