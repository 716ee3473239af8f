import { strict as assert } from 'node:assert';
import { chooseData, type Ask } from '../../../src/extension/dataChoice.ts';
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
function answering(...answers: (string | undefined)[]): { ask: Ask; asked: string[][] } {
  const asked: string[][] = [];
  const ask: Ask = async ({ choices }) => {
    asked.push(choices.map(({ label }) => label));
    const answer = answers.shift();
    return answer === undefined ? undefined : choices.find((c) => c.label.startsWith(answer));
  };
  return { ask, asked };
}

const choose = (candidates: DataCandidate[], ask: Ask) =>
  chooseData(candidates, ask, (reference) => reference.slice('/d/'.length));

describe('chooseData', () => {
  it('asks for samples and labels of both sets and offers labels of the same length only', async () => {
    const { ask, asked } = answering('train.npy', 'train-y', 'test.npy', 'test-y');
    assert.deepEqual(await choose([train, trainLabels, test, testLabels], ask), {
      train: { samples: '/d/train.npy', labels: '/d/train-y.npy' },
      test: { samples: '/d/test.npy', labels: '/d/test-y.npy' },
    });
    assert.deepEqual(asked, [
      ['train.npy', 'test.npy', 'Seeded random inputs'],
      ['train-y.npy', 'No labels'],
      ['test.npy', 'No test samples'],
      ['test-y.npy', 'No labels'],
    ]);
  });

  it('asks nothing that has only one answer', async () => {
    const { ask, asked } = answering('train.npy');
    assert.deepEqual(await choose([train], ask), { train: { samples: '/d/train.npy' } });
    assert.equal(asked.length, 1);
  });

  it('offers random inputs even where there are no data, and gives settings without data', async () => {
    const { ask, asked } = answering('Seeded');
    assert.deepEqual(await choose([], ask), {});
    assert.deepEqual(asked, [['Seeded random inputs']]);
  });

  it('asks how bytes are scaled', async () => {
    const bytes = candidate('/d/train.npy', 'samples', 100, '100 × 28 × 28 uint8');
    assert.deepEqual(await choose([bytes], answering('train.npy', 'Divided').ask), {
      train: { samples: '/d/train.npy' },
      preprocess: { scale: 255 },
    });
    assert.deepEqual(await choose([bytes], answering('train.npy', 'As they').ask), {
      train: { samples: '/d/train.npy' },
    });
  });

  it('takes "no" for labels and test samples', async () => {
    const { ask } = answering('train.npy', 'No labels', 'No test');
    assert.deepEqual(await choose([train, trainLabels, test], ask), {
      train: { samples: '/d/train.npy' },
    });
  });

  for (let answered = 0; answered < 4; answered++) {
    it(`gives nothing, and asks nothing more, when the user walks away from question ${answered + 1}`, async () => {
      const answers = ['train.npy', 'train-y', 'test.npy', 'test-y'].slice(0, answered);
      const { ask, asked } = answering(...answers);
      assert.equal(await choose([train, trainLabels, test, testLabels], ask), undefined);
      assert.equal(asked.length, answered + 1);
    });
  }
});
