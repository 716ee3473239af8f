import { strict as assert } from 'node:assert';
import { hyperplaneStatistics } from '../../../../src/engine/hyperplanes/hyperplaneStatistics.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { weightsExactness } from '../../../../src/report/hyperplanes/layerExactness.ts';

describe('weightsExactness', () => {
  it('is exact where all pairs and the whole spectrum are computed', () => {
    assert.equal(weightsExactness([{ units: 4096, fanIn: 1024 }]), 'exact');
  });

  it('names what is estimated in large layers', () => {
    assert.equal(
      weightsExactness([{ units: 1025, fanIn: 1025 }]),
      'estimate: spectral norm, effective rank',
    );
    assert.equal(weightsExactness([{ units: 5000, fanIn: 8 }]), 'estimate: cosines');
    assert.equal(
      weightsExactness([
        { units: 8, fanIn: 8 },
        { units: 5000, fanIn: 5000 },
      ]),
      'estimate: cosines, spectral norm, effective rank',
    );
  });

  it('says of a layer what its statistics say of themselves', async () => {
    const rng = randomGenerator(3);
    for (const [units, fanIn] of [
      [8, 2],
      [4097, 2],
    ] as const) {
      const data = Float64Array.from({ length: units * fanIn }, () => rng.normal());
      const weights = { rows: units, columns: fanIn, data };
      const { spectrumEstimated } = await hyperplaneStatistics(weights, new Float64Array(units));
      const says = weightsExactness([{ units, fanIn }]);
      assert.equal(says.includes('spectral norm'), spectrumEstimated);
      assert.equal(says.includes('cosines'), units > 4096);
    }
  });
});
