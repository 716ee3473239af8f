import { strict as assert } from 'node:assert';
import { exactPath } from '../../../../src/engine/regions/path/exactPath.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { zoo, zooInputs, zooModel } from './zooOracle.ts';

describe('exact paths through the zoo', () => {
  for (const [name, { scan, shape }] of zoo) {
    if (!scan) continue;
    it(`bend on ${name} where torch's patterns change, and nowhere else`, async () => {
      const model = await openModel(zooModel(name));
      const network = await Float64Network.open(model, await analyseStructure(model));
      try {
        const rows = Float64Array.from(zooInputs({ rows: 2, shape }));
        const from = rows.subarray(0, network.inputLength);
        const to = rows.subarray(network.inputLength);
        const line = await network.restrict(from, [to.map((value, i) => value - from[i])]);
        const { knots } = await exactPath(line);
        await line.close();
        const bends = knots.slice(1, -1).map(({ t }) => t * scan.steps);
        const cells = new Set(scan.cells);
        // A bend on a grid point belongs to either side.
        const near = (cell: number): boolean =>
          bends.some((bend) => bend > cell - 1e-6 && bend < cell + 1 + 1e-6);
        for (const cell of cells) assert.ok(near(cell), `no bend between steps ${cell}`);
        // Two switches within one step may hide each other from the walk.
        const unseen = bends.filter((bend) => !cells.has(Math.floor(bend)));
        assert.ok(unseen.length <= 0.05 * bends.length, `${unseen.length} of ${bends.length}`);
      } finally {
        await network.close();
        await model.close();
      }
    });
  }
});
