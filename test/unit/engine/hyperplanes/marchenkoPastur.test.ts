import { strict as assert } from 'node:assert';
import {
  marchenkoPasturEdges,
  singularValueNull,
} from '../../../../src/engine/hyperplanes/marchenkoPastur.ts';
import { weightSpectrum } from '../../../../src/engine/hyperplanes/weightSpectrum.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

const spectrumOf = async (rows: number, columns: number, entry: (i: number) => number) => {
  const data = Float64Array.from({ length: rows * columns }, (_, i) => entry(i));
  const weights = { rows, columns, data };
  const { stableRank } = await weightSpectrum(weights, {}, { rng: randomGenerator(1) });
  return singularValueNull(rows, columns, stableRank)!;
};

describe('the Marchenko–Pastur null', () => {
  it('has the edges of the specification at q = 1/4', () => {
    assert.deepEqual(marchenkoPasturEdges(0.25), [0.25, 2.25]);
    assert.deepEqual(marchenkoPasturEdges(0), [1, 1]);
    assert.throws(() => marchenkoPasturEdges(-1), RangeError);
  });

  it('bounds the largest singular value of random weights of either shape and any scale', async () => {
    const rng = randomGenerator(3);
    for (const [rows, columns] of [
      [200, 50],
      [50, 200],
      [128, 128],
    ] as const) {
      for (const scale of [1e-6, 1, 1e6]) {
        const { largest, randomEdges } = await spectrumOf(
          rows,
          columns,
          () => scale * rng.normal(),
        );
        assert.ok(Math.abs(largest / randomEdges[1] - 1) < 0.08, `${rows}×${columns}: ${largest}`);
      }
    }
  });

  it('puts orthogonal rows of equal length at 1 and one repeated row at √rows', async () => {
    const identity = await spectrumOf(6, 6, (i) => (i % 7 === 0 ? 3 : 0));
    assert.ok(Math.abs(identity.largest - 1) < 1e-12);
    const repeated = await spectrumOf(9, 16, (i) => i % 16);
    assert.ok(Math.abs(repeated.largest - 3) < 1e-9);
  });

  it('says nothing of a zero matrix', () => {
    assert.equal(singularValueNull(3, 4, 0), undefined);
  });
});
