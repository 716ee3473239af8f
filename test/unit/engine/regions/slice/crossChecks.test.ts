import { strict as assert } from 'node:assert';
import { partitionPlane } from '../../../../../src/engine/regions/partition/partitionPlane.ts';
import { squareWindow } from '../../../../../src/engine/regions/partition/window.ts';
import { exactPath } from '../../../../../src/engine/regions/path/exactPath.ts';
import { CellLocator } from '../../../../../src/engine/regions/raster/cellLocator.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { denseMap } from '../../../../support/denseMap.ts';
import { regionFixtures } from '../../../../support/regionFixtures.ts';

const axes = [
  [1, 0],
  [0, 1],
];
const window = squareWindow(4);

for (const name of ['N33', 'N44', 'N555']) {
  const { layers } = regionFixtures[name];

  describe(`a path and a slice of ${name}`, () => {
    it('agree on the cells that random segments cross (geometry-spec §15.6)', async () => {
      const partition = await partitionPlane(denseMap(layers, [0, 0], axes), window);
      const locator = new CellLocator(partition);
      const rng = randomGenerator(31);
      const point = () => [8 * rng.uniform() - 4, 8 * rng.uniform() - 4];
      for (let trial = 0; trial < 40; trial++) {
        const [a, b] = [point(), point()];
        const step = b.map((value, k) => value - a[k]);
        const cellAt = (t: number) => locator.find(a[0] + t * step[0], a[1] + t * step[1]);
        const { knots } = await exactPath(denseMap(layers, a, [step]));
        const pieces = knots.slice(1).map(({ t }, i) => {
          const at = (share: number) => cellAt(knots[i].t + share * (t - knots[i].t));
          assert.equal(at(0.01), at(0.99));
          return at(0.5);
        });
        // Convex cells are entered once: no cell comes twice, and none between two pieces is left out.
        assert.equal(new Set(pieces).size, pieces.length);
        const seen = new Set(pieces);
        for (let i = 0; i < 200; i++) assert.ok(seen.has(cellAt((i + 0.5) / 200)));
      }
    });

    it('count the same cells in any orthonormal basis, and no fewer in a larger window (§15.7)', async () => {
      const counts = async (angle: number, half: number) => {
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const turned = denseMap(
          layers,
          [0, 0],
          [
            [c, s],
            [-s, c],
          ],
        );
        // The same square of the plane, seen from the turned axes.
        const corners = [
          [-half, -half],
          [half, -half],
          [half, half],
          [-half, half],
        ].flatMap(([x, y]) => [c * x + s * y, c * y - s * x]);
        return (await partitionPlane(turned, Float64Array.from(corners))).regionsAfter;
      };
      const straight = await counts(0, 4);
      for (const angle of [0.3, 1.1, 2.5]) assert.deepEqual(await counts(angle, 4), straight);
      const growing = [1, 2, 4, 8].map((half) => counts(0, half));
      const cells = (await Promise.all(growing)).map((after) => after.at(-1)!);
      assert.deepEqual(
        [...cells].sort((a, b) => a - b),
        cells,
      );
    });
  });
}
