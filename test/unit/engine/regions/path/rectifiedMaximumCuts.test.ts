import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import type { PiecewiseLinearMap } from '../../../../../src/engine/regions/partition/piecewiseLinearMap.ts';
import { exactBends, exactPath } from '../../../../../src/engine/regions/path/exactPath.ts';
import { rectifiedMaximumCuts } from '../../../../../src/engine/regions/path/rectifiedMaximumCuts.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../../../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../../../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../../../../src/onnx/openModel.ts';

const zoo = join(import.meta.dirname, '../../../../fixtures/zoo');

/** The same line, whose pools are looked at at every knot. */
function unflagged(line: PiecewiseLinearMap): PiecewiseLinearMap {
  const sites = line.sites.map((site) => ({ ...site, isRectified: false }));
  return { ...line, sites, evaluate: (...at) => line.evaluate(...at) };
}

describe('rectifiedMaximumCuts', () => {
  it('makes no cut where the winner hands over through zero: the units that bend there have their own', () => {
    const rule = { kind: 'maximum', size: 2, members: Int32Array.of(0, 1, 2, 3) } as const;
    const units = {
      // max(0, 1 − 2t) and max(0, 2t − 1.5): the first wins up to its zero at ½, then neither, then the second.
      start: Float64Array.of(1, -1.5, -1, -1),
      end: Float64Array.of(-1, 0.5, -2, -3),
      zero: Float64Array.of(0.5, 0.75, NaN, NaN),
      tolerances: new Float64Array(4).fill(1e-12),
    };
    assert.deepEqual(rectifiedMaximumCuts(rule, units), []);
  });

  it('finds the member that overtakes another while both are on', () => {
    const rule = { kind: 'maximum', size: 2, members: Int32Array.of(0, 1) } as const;
    const units = {
      start: Float64Array.of(1, 0.5),
      end: Float64Array.of(0.5, 1),
      zero: Float64Array.of(NaN, NaN),
      tolerances: new Float64Array(2).fill(1e-12),
    };
    assert.deepEqual(rectifiedMaximumCuts(rule, units), [{ t: 0.5, unit: 0 }]);
  });

  for (const name of ['unet', 'keras-convnet']) {
    it(`finds the bends of ${name} that a look at every knot finds`, async () => {
      const model = await openModel(join(zoo, `${name}.onnx`));
      const structure = await analyseStructure(model);
      const network = await Float64Network.open(model, structure, {});
      assert.ok(network.sites[1]!.isRectified && network.sites[1]!.switch.kind === 'maximum');
      assert.ok(!network.sites[0]!.isRectified && !network.sites[2]!.isRectified);
      const rng = randomGenerator(5);
      for (let pair = 0; pair < 3; pair++) {
        const draw = () => Float64Array.from({ length: network.inputLength }, () => rng.normal());
        const line = await network.restrict(draw(), [draw()]);
        const quick = await exactPath(line);
        const whole = await exactPath(unflagged(line));
        assert.equal(quick.regions, whole.regions);
        assert.ok(quick.knots.some(({ crossings }) => crossings.some(({ site }) => site === 1)));
        quick.knots.forEach(({ t, crossings }, i) => {
          assert.ok(Math.abs(t - whole.knots[i]!.t) < 1e-9, `knot ${i} of pair ${pair}`);
          assert.deepEqual(crossings, whole.knots[i]!.crossings);
        });
        const { knots, regions } = await exactBends(line);
        assert.deepEqual({ knots, regions }, { knots: quick.knots, regions: quick.regions });
        await line.close();
      }
      await network.close();
      await model.close();
    });
  }
});
