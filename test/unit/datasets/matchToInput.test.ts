import { strict as assert } from 'node:assert';
import type { Preprocess } from '../../../src/datasets/dataset.ts';
import { matchToInput } from '../../../src/datasets/matchToInput.ts';
import { openDataset } from '../../../src/datasets/openDataset.ts';
import { floatNpy } from './support/archives.ts';
import { rejectsForUser } from './support/rejects.ts';
import { temporaryFiles } from './support/temporaryFiles.ts';

type Shape = readonly (number | string)[];

describe('matchToInput', () => {
  const files = temporaryFiles();
  const rows = 3;

  async function match(rowShape: readonly number[], input: Shape, preprocess: Preprocess = {}) {
    const length = rowShape.reduce((a, b) => a * b, rows);
    const values = Array.from({ length }, (_, index) => index);
    const dataset = await openDataset(
      files.write('rows.npy', floatNpy([rows, ...rowShape], values)),
      { preprocess },
    );
    try {
      const matched = matchToInput(dataset, input, { layout: preprocess.layout });
      return { ...matched, values: await matched.read(1, rows), all: values };
    } finally {
      await dataset.close();
    }
  }

  for (const [data, input, filled, description] of [
    [[784], [784], [784], '784, as stored'],
    [[28, 28], [1, 28, 28], [1, 28, 28], '28×28 → 1×28×28, reshaped'],
    [[28, 28], [784, 1], [784, 1], '28×28 → 784×1, reshaped'],
    [[784], [1, 28, 28], [1, 28, 28], '784 → 1×28×28, reshaped'],
    [[28, 28, 1], [1, 28, 28], [1, 28, 28], '28×28×1 → 1×28×28, reshaped'],
    [[5], [1, 1, 5], [1, 1, 5], '5 → 1×1×5, reshaped'],
    [[4, 3, 2], [12, 2], [12, 2], '4×3×2 → 12×2, reshaped'],
    [[3, 4, 5], ['c', 'h', 'w'], [3, 4, 5], '3×4×5, as stored'],
    [[3, 4, 4], [3, '?', '?'], [3, 4, 4], '3×4×4, as stored'],
    [[28, 28], ['n'], [784], '28×28 → 784, reshaped'],
    [[28, 28], [1, 'h', 'w'], [1, 28, 28], '28×28 → 1×28×28, reshaped'],
    [[6], [2, -1], [2, 3], '6 → 2×3, reshaped'],
    [[], [1], [1], '1, as stored'],
  ] as const) {
    it(`keeps the order of the numbers: ${description}`, async () => {
      const matched = await match(data, input);
      assert.deepEqual(matched.inputShape, filled);
      assert.equal(matched.description, description);
      assert.deepEqual([...matched.values], matched.all.slice(matched.rowLength));
    });
  }

  /** Element (c, h, w) of a row stored height × width × channels. */
  const lastToFirst = (from: Float32Array | number[], [h, w, c]: number[]) =>
    Array.from({ length: h * w * c }, (_, i) => from[(i % (h * w)) * c + Math.floor(i / (h * w))]);

  it('moves channels first, and back, by the shapes alone', async () => {
    const first = await match([4, 5, 3], [3, 4, 5]);
    assert.equal(first.description, '4×5×3 → 3×4×5, channels moved first');
    assert.deepEqual(
      [...first.values.subarray(0, 60)],
      lastToFirst(first.all.slice(60, 120), [4, 5, 3]),
    );
    const last = await match([3, 4, 5], [4, 5, 3]);
    assert.equal(last.description, '3×4×5 → 4×5×3, channels moved last');
    assert.deepEqual(lastToFirst(last.values.subarray(60), [4, 5, 3]), last.all.slice(120, 180));
    assert.deepEqual((await match([4, 5, 3], [3, 'h', 'w'])).inputShape, [3, 4, 5]);
  });

  it('moves channels by the layout where the data is flat or a cube', async () => {
    const flat = await match([48], [3, 4, 4], { layout: 'nhwc' });
    assert.equal(flat.description, '48 → 4×4×3 → 3×4×4, channels moved first');
    assert.deepEqual(
      [...flat.values.subarray(0, 48)],
      lastToFirst(flat.all.slice(48, 96), [4, 4, 3]),
    );
    assert.match((await match([48], [3, 4, 4], { layout: 'nchw' })).description, /reshaped/);
    assert.match((await match([48], [4, 4, 3], { layout: 'nchw' })).description, /moved last/);
    assert.match((await match([60], [3, 4, 5], { layout: 'nhwc' })).description, /moved first/);
    assert.match((await match([3, 3, 3], [3, 3, 3])).description, /as stored/);
    assert.match(
      (await match([3, 3, 3], [3, 3, 3], { layout: 'nhwc' })).description,
      /moved first/,
    );
    assert.match((await match([7, 2], [2, 7], { layout: 'nhwc' })).description, /moved first/);
  });

  it('applies mean and std to the channels of the stored order', async () => {
    const mean = [100, 200, 300];
    for (const [data, input, layout] of [
      [[48], [3, 4, 4], undefined],
      [[4, 4, 3], [3, 4, 4], undefined],
      [[48], [3, 4, 4], 'nhwc'],
      [[3, 4, 4], [48], undefined],
    ] as const) {
      const plain = await match(data, input, { ...(layout && { layout }) });
      const centred = await match(data, input, { mean, ...(layout && { layout }) });
      const expected = plain.values.map((x, i) => x - mean[Math.floor(i / 16) % 3]);
      assert.deepEqual(centred.values, expected);
    }
  });

  for (const [data, input, layout] of [
    [[4, 6], [6, 4], undefined],
    [[3, 4, 5], [5, 4, 3], undefined],
    [[4, 5, 3], [3, 5, 4], undefined],
    [[3, 32], [32, 3], undefined],
    [[3, 4, 4], [4, 4, 3], 'nhwc'],
    [[60], [6, 2, 5], 'nhwc'],
    [[4, 6], [3, 8], undefined],
  ] as const) {
    it(`refuses to guess: ${data.join('×')} for ${input.join('×')}`, async () => {
      const refused = match(data, input, { ...(layout && { layout }) });
      await rejectsForUser(
        refused,
        [new RegExp(data.join('×')), new RegExp(input.join('×')), /counts agree/, /rows\.npy/],
        'mismatch',
      );
    });
  }

  it('refuses samples of another size, naming both shapes', async () => {
    await rejectsForUser(
      match([3, 32, 32], [1, 28, 28]),
      [/rows\.npy: one sample is 3×32×32 but the model's input takes 1×28×28/, /name an array/],
      'mismatch',
    );
    await rejectsForUser(match([7], [2, 'n']), [/2×n/], 'mismatch');
    await rejectsForUser(match([2, 3], ['n', 'n']), [/n×n/], 'mismatch');
  });
});
