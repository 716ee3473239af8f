import { strict as assert } from 'node:assert';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

const draws = 200_000;

describe('randomGenerator', () => {
  it('repeats its sequence for a seed and changes it with the seed', () => {
    const sequence = (seed: number): number[] => {
      const rng = randomGenerator(seed);
      return [rng.uniform(), rng.normal(), rng.normal(), rng.integer(1000), rng.uniform()];
    };
    assert.deepEqual(sequence(7), sequence(7));
    assert.notDeepEqual(sequence(7), sequence(8));
    assert.notDeepEqual(sequence(0), sequence(1));
  });

  it('has uniform draws in [0, 1) with the right moments and no serial correlation', () => {
    const rng = randomGenerator(1);
    let sum = 0;
    let squares = 0;
    let products = 0;
    let previous = 0.5;
    for (let i = 0; i < draws; i++) {
      const u = rng.uniform();
      assert.ok(u >= 0 && u < 1);
      sum += u;
      squares += u * u;
      products += (u - 0.5) * (previous - 0.5);
      previous = u;
    }
    // Five standard errors each.
    assert.ok(Math.abs(sum / draws - 1 / 2) < 5 * Math.sqrt(1 / 12 / draws));
    assert.ok(Math.abs(squares / draws - 1 / 3) < 5 * Math.sqrt(4 / 45 / draws));
    assert.ok(Math.abs(products / draws) < 5 / 12 / Math.sqrt(draws));
  });

  it('has normal draws with the first four moments of the standard normal', () => {
    const rng = randomGenerator(2);
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < draws; i++) {
      const z = rng.normal();
      for (let k = 0, power = z; k < 4; k++, power *= z) sums[k] += power;
    }
    // E Z^k = 0, 1, 0, 3; Var Z^k = 1, 2, 15, 96.
    [0, 1, 0, 3].forEach((moment, k) => {
      const error = Math.sqrt([1, 2, 15, 96][k] / draws);
      assert.ok(Math.abs(sums[k] / draws - moment) < 5 * error, `moment ${k + 1}`);
    });
  });

  it('draws every integer below the bound equally often', () => {
    const rng = randomGenerator(4);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[rng.integer(7)]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    assert.ok(chiSquare < 27.9, `χ² with 6 degrees of freedom: ${chiSquare}`);
    assert.throws(() => rng.integer(0), RangeError);
  });
});
