import { strict as assert } from 'node:assert';
import { ActivationStatistics } from '../../../../src/engine/hyperplanes/activationStatistics.ts';
import { BoundaryDistances } from '../../../../src/engine/hyperplanes/boundaryDistances.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

describe('ActivationStatistics', () => {
  it('finds rates, dead units and always-on units over chunks', () => {
    const statistics = new ActivationStatistics(4);
    statistics.add(Float64Array.of(0, 10, 3, 10), 10);
    statistics.add(Float64Array.of(0, 5, 0, 4), 5);
    const summary = statistics.summary();
    assert.deepEqual(summary?.rates, [0, 1, 0.2, 14 / 15]);
    assert.deepEqual(summary?.dead, { count: 1, units: [0] });
    assert.deepEqual(summary?.alwaysOn, { count: 1, units: [1] });
    assert.equal(summary?.activationRate.max, 1);
  });

  it('does not call a unit always on, and so affine, that a clip holds at its upper corner', () => {
    const statistics = new ActivationStatistics(3);
    statistics.add([10, 10, 0], 10, [0, 4, 0]);
    const summary = statistics.summary();
    assert.deepEqual(summary?.alwaysOn, { count: 1, units: [0] });
    assert.deepEqual(summary?.dead, { count: 1, units: [2] });
    assert.equal(summary?.saturationRate?.max, 0.4);
    assert.throws(() => statistics.add([1, 1, 1], 1, [1]), RangeError);
  });

  it('sees bias-free Gaussian units die with probability 2^−N on N samples', () => {
    const rng = randomGenerator(1);
    const units = 4096;
    const statistics = new ActivationStatistics(units);
    for (let sample = 0; sample < 5; sample++) {
      statistics.add(
        Float64Array.from({ length: units }, () => Number(rng.normal() > 0)),
        1,
      );
    }
    // Binomial(4096, 1/32): mean 128, standard deviation 11.1.
    const dead = statistics.summary()?.dead.count ?? 0;
    assert.ok(Math.abs(dead - 128) < 4 * 11.1, `${dead} dead`);
  });

  it('has no rate before the first sample and refuses counts of another site', () => {
    const statistics = new ActivationStatistics(2);
    assert.equal(statistics.summary(), undefined);
    assert.throws(() => statistics.add([1], 1), RangeError);
  });
});

describe('BoundaryDistances', () => {
  it('summarises all chunks, unharmed when the caller reuses its buffer', () => {
    const distances = new BoundaryDistances();
    assert.equal(distances.summary(), undefined);
    const buffer = Float32Array.of(1, 2);
    distances.add(buffer);
    buffer.fill(99);
    distances.add(Float32Array.of(3));
    const summary = distances.summary();
    assert.deepEqual([summary?.min, summary?.median, summary?.max], [1, 2, 3]);
  });
});
