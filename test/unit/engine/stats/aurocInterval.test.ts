import { strict as assert } from 'node:assert';
import { auroc } from '../../../../src/engine/stats/auroc.ts';
import { aurocInterval } from '../../../../src/engine/stats/aurocInterval.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

describe('the interval of an AUROC', () => {
  it('holds the area, stays within [0, 1] and is not empty at the ends', () => {
    for (const [area, positives, negatives] of [
      [0, 5, 900],
      [1, 3, 3],
      [0.5, 1, 1],
      [0.83, 20, 400],
    ]) {
      const [low, high] = aurocInterval(area, positives, negatives);
      assert.ok(
        low >= 0 && low <= area && area <= high && high <= 1 && high > low,
        `${area}: ${low}, ${high}`,
      );
    }
  });

  it('mirrors when scores are negated and shrinks with more rows', () => {
    const [low, high] = aurocInterval(0.7, 30, 50);
    const [mirroredLow, mirroredHigh] = aurocInterval(0.3, 30, 50);
    assert.ok(
      Math.abs(low - (1 - mirroredHigh)) < 1e-12 && Math.abs(high - (1 - mirroredLow)) < 1e-12,
    );
    const [narrowLow, narrowHigh] = aurocInterval(0.7, 300, 500);
    assert.ok(narrowHigh - narrowLow < (high - low) / 2);
  });

  it('covers the true area of shifted Gaussian scores in about 95 of 100 draws', () => {
    const rng = randomGenerator(11);
    const truth = 0.7602; // Φ(1/√2): shift 1 between unit variances.
    const trials = 600;
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const scores = [...Array(20)]
        .map(() => rng.normal() + 1)
        .concat([...Array(80)].map(() => rng.normal()));
      const area = auroc(
        scores,
        scores.map((_, i) => i < 20),
      )!;
      const [low, high] = aurocInterval(area, 20, 80);
      if (low <= truth && truth <= high) covered++;
    }
    assert.ok(covered / trials > 0.92 && covered / trials < 0.99, `${covered / trials}`);
  });
});
