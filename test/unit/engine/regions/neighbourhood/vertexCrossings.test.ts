import { strict as assert } from 'node:assert';
import { crossPolytopeVertices } from '../../../../../src/engine/regions/localComplexity.ts';
import { vertexCrossings } from '../../../../../src/engine/regions/neighbourhood/vertexCrossings.ts';
import { denseDifferentiable } from '../../../../support/denseDifferentiable.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

/** Geometry-spec F8: units that switch between the vertices of the diamond of that radius around (0.3, −0.7). */
const cases: readonly (readonly [net: string, radius: number, perSite: readonly number[]])[] = [
  ['N33', 0.9, [0, 0]],
  ['N44', 0.9, [3, 4]],
  ['N555', 0.9, [4, 4, 4]],
  ['N33', 2.3, [3, 2]],
  ['N44', 2.3, [4, 4]],
  ['N555', 2.3, [5, 4, 2]],
];

describe('vertexCrossings', () => {
  for (const [net, radius, perSite] of cases) {
    it(`counts ${perSite.join(', ')} units of ${net} within ${radius}`, async () => {
      const map = denseDifferentiable(regionFixtures[net].layers);
      const centre = { rows: 1, columns: 2, data: Float64Array.of(0.3, -0.7) };
      const axes = { rows: 2, columns: 2, data: Float64Array.of(1, 0, 0, 1) };
      const { data, rows } = crossPolytopeVertices(centre, axes, radius);
      for (const [site, expected] of perSite.entries()) {
        const z = await map.evaluate(data, rows, site);
        assert.equal(vertexCrossings(map.sites[site], z), expected);
      }
    });
  }

  it('counts a window whose winner changes once, and a clip once whatever it passes', () => {
    const pool = {
      name: 'pool',
      op: 'MaxPool',
      width: 3,
      switch: { kind: 'maximum' as const, size: 2, members: Int32Array.of(0, 1, 1, 2) },
    };
    assert.equal(vertexCrossings(pool, Float64Array.of(1, 0, 5, 0, 1, 5)), 1);
    const clip = {
      name: 'clip',
      op: 'Clip',
      width: 2,
      switch: { kind: 'thresholds' as const, thresholds: [0, 6] },
    };
    assert.equal(vertexCrossings(clip, Float64Array.of(-1, 1, 7, 2, 3, 3)), 1);
  });
});
