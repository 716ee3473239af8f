import { strict as assert } from 'node:assert';
import { choosePaths } from '../../../../src/analysis/diagnosis/pathEnds.ts';
import { uniformNoise } from '../../../../src/analysis/diagnosis/uniformNoise.ts';
import type { SampleSet } from '../../../../src/analysis/samples.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

/** Rows (i, 10 − 2i, 7): the range box is [0, n − 1] × [12 − 2n, 10] × {7}. */
function ramp(rows: number, set: SampleSet['set'] = 'test', labels?: Int32Array): SampleSet {
  return {
    set,
    rows,
    shape: [3],
    labels,
    section: null,
    file: undefined,
    read: (start, end) => {
      const data = Array.from({ length: end - start }, (_, i) => [
        start + i,
        10 - 2 * (start + i),
        7,
      ]);
      return Promise.resolve(Float32Array.from(data.flat()));
    },
    close: () => Promise.resolve(),
  };
}

describe('uniformNoise', () => {
  it('fills the range box of the samples and nothing else', async () => {
    const { rows, draw } = await uniformNoise(ramp(5));
    const rng = randomGenerator(3);
    const points = Array.from({ length: 2000 }, () => draw(rng));
    assert.equal(rows, 5);
    assert.ok(points.every(([x, y, z]) => x >= 0 && x <= 4 && y >= 2 && y <= 10 && z === 7));
    // A uniform coordinate on [0, 4] has mean 2 and standard error 4 / √(12 · 2000) = 0.026.
    const mean = points.reduce((sum, [x]) => sum + x, 0) / points.length;
    assert.ok(Math.abs(mean - 2) < 4 * 0.026);
    // Coordinates are independent, unlike those of the samples, which lie on one line.
    const covariance = points.reduce((sum, [x, y]) => sum + (x - 2) * (y - 6), 0) / points.length;
    assert.ok(Math.abs(covariance) < 0.3, String(covariance));
  });
});

describe('the paths a report follows', () => {
  it('lead from sample to sample and to noise in turn', async () => {
    const labels = Int32Array.from({ length: 30 }, (_, i) => i % 3);
    const { ends, noiseRows } = await choosePaths(ramp(30, 'test', labels), 6, 1);
    assert.equal(noiseRows, 30);
    const group = ['same-class', 'different-class', 'noise'];
    assert.deepEqual(
      ends.map(({ kind }) => kind),
      [...group, ...group, ...group],
    );
    for (const { pair, start, end } of ends) {
      assert.ok(Number.isInteger(start[0]));
      assert.equal(pair === undefined, !Number.isInteger(end[0]));
      if (pair) assert.deepEqual([start[0], end[0]], [pair.from, pair.to]);
    }
  });

  it('do not lead to noise from inputs that are noise themselves', async () => {
    const { ends, noiseRows } = await choosePaths(ramp(30, 'random'), 6, 1);
    assert.equal(noiseRows, undefined);
    assert.ok(ends.every(({ kind }) => kind === 'random'));
  });

  it('are the same for the same seed', async () => {
    const [a, b, c] = await Promise.all([1, 1, 2].map((seed) => choosePaths(ramp(30), 6, seed)));
    assert.deepEqual(a, b);
    assert.notDeepEqual(a, c);
  });

  it('are none from a single sample', async () => {
    assert.deepEqual((await choosePaths(ramp(1), 6, 1)).ends, []);
  });
});
