import { strict as assert } from 'node:assert';
import { decisionDistance } from '../../../../../src/engine/regions/neighbourhood/decisionDistance.ts';
import type { DifferentiableMap } from '../../../../../src/engine/regions/neighbourhood/differentiableMap.ts';
import { scoresTogether } from '../../../../../src/engine/regions/neighbourhood/scoresTogether.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseDifferentiable } from '../../../../support/denseDifferentiable.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

function counting(name: string): { readonly map: DifferentiableMap; readonly batches: number[] } {
  const map = denseDifferentiable(regionFixtures[name].layers);
  const batches: number[] = [];
  const scoreGradients: DifferentiableMap['scoreGradients'] = (points) => {
    batches.push(points.length);
    return map.scoreGradients(points);
  };
  return { map: { ...map, scoreGradients }, batches };
}

describe('scoresTogether', () => {
  it('gives every task the distances it finds alone, in fewer passes', async () => {
    const rng = randomGenerator(7);
    const points = Array.from({ length: 40 }, () =>
      Float64Array.of(4 * rng.uniform() - 2, 4 * rng.uniform() - 2),
    );
    const { map, batches } = counting('N555');
    const together = await scoresTogether(map, { count: 40, together: 8 }, (i, scoresAt) =>
      decisionDistance(map, points[i], { scoresAt }),
    );
    const passes = batches.length;
    assert.ok(Math.max(...batches) === 8);
    batches.length = 0;
    for (const [i, point] of points.entries()) {
      assert.deepEqual(together[i], await decisionDistance(map, point));
    }
    assert.ok(passes < batches.length / 3, `${passes} of ${batches.length}`);
  });

  it('waits for tasks that ask for other things, and runs on when one ends', async () => {
    const { map, batches } = counting('N33');
    const found = await scoresTogether(map, { count: 3, together: 3 }, async (i, scoresAt) => {
      for (let k = 0; k < 10 * i; k++) await Promise.resolve();
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += (await scoresAt(Float64Array.of(k, 0))).values[0];
      return sum;
    });
    assert.deepEqual(batches, [3, 2, 1]);
    assert.equal(found.length, 3);
  });

  it('throws the error of a task after the others under way have ended, and starts no more', async () => {
    const { map } = counting('N33');
    const ended: number[] = [];
    const run = scoresTogether(map, { count: 9, together: 3 }, async (i, scoresAt) => {
      await scoresAt(Float64Array.of(i, 0));
      if (i === 1) throw new Error('no such sample');
      await scoresAt(Float64Array.of(i, 1));
      ended.push(i);
    });
    await assert.rejects(run, /no such sample/);
    assert.deepEqual(ended, [0, 2]);
  });

  it('hands the error of a pass to the tasks that wait for it', async () => {
    const scoreGradients = () => Promise.reject(new Error('out of memory'));
    await assert.rejects(
      scoresTogether({ scoreGradients }, { count: 2, together: 2 }, (_, scoresAt) =>
        scoresAt(new Float64Array(2)),
      ),
      /out of memory/,
    );
  });
});
