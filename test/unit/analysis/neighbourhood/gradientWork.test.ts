import { strict as assert } from 'node:assert';
import {
  type GradientWork,
  meteredGradients,
} from '../../../../src/analysis/neighbourhood/gradientWork.ts';
import { measureSamples } from '../../../../src/analysis/neighbourhood/measureSamples.ts';
import { BudgetSpent, WorkBudget } from '../../../../src/analysis/diagnosis/workBudget.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import type { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { denseDifferentiable } from '../../../support/denseDifferentiable.ts';
import { regionFixtures } from '../../../support/regionFixtures.ts';

const map = denseDifferentiable(regionFixtures['N33']!.layers);
/** A millisecond for either. */
const work: GradientWork = { scores: 1e6, slopes: 1e6 };

/** Samples measured of `count`, all at one point, with a budget of so many milliseconds. */
async function measured(count: number, milliseconds: number): Promise<number[]> {
  // The points are read here, so that of the network only its derivatives are asked for.
  const network = { linearised: () => map, sites: map.sites } as unknown as Float64Network;
  return measureSamples(
    network,
    Array.from({ length: count }, (_, i) => i),
    (sample) => Promise.resolve({ point: Float64Array.of(0.5, -1 / 3), sample, label: null }),
    {
      norm: 'euclidean',
      mostCells: 0,
      facets: 1,
      targets: [],
      progress: silentProgress,
      map: meteredGradients(map, work, new WorkBudget(milliseconds)),
    },
    ({ section }) => section.sample,
  );
}

describe('a budget for distances', () => {
  it('pays for every point, also of a pass over many', async () => {
    const metered = meteredGradients(map, work, new WorkBudget(3.5));
    const points = [0, 1].map(() => Float64Array.of(0, 0));
    await metered.scoreGradients(points);
    await metered.slopes(points[0]!, 'euclidean');
    await assert.rejects(metered.slopes(points[0]!, 'euclidean'), BudgetSpent);
  });

  it('ends the measuring with what there is', async () => {
    const all = await measured(70, 1e6);
    assert.equal(all.length, 70);
    const some = await measured(70, 600);
    assert.ok(some.length > 0 && some.length < 70, `${some.length}`);
    assert.deepEqual(await measured(70, 600), some);
    assert.deepEqual(await measured(70, 0), []);
  });
});
