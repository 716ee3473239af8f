import { strict as assert } from 'node:assert';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { withRunner } from '../runner/modelFile.ts';
import { zoo, type ZooEntry, zooInputs, zooModel } from './zooOracle.ts';

/** Scores agree with float64 up to float32's rounding through a few layers. */
const tolerance = 2e-5;

function assertScores(found: ArrayLike<number>, { scores, scoreWidth }: ZooEntry): void {
  const width = Math.min(16, scoreWidth);
  scores.forEach((expected, i) => {
    const row = Math.floor(i / width);
    const score = found[row * scoreWidth + (i % width)];
    assert.ok(Math.abs(score - expected) < tolerance * (1 + Math.abs(expected)), `score ${i}`);
  });
}

describe('the zoo, model by model', () => {
  for (const [name, entry] of zoo) {
    // The weights of these were rounded, so torch's float64 network is not the same one.
    if (name === 'qlinear-conv') continue;
    it(`tapping ${name} leaves its scores alone and counts what float64 counts`, async () => {
      const input = zooInputs(entry);
      await withRunner(
        zooModel(name),
        () => ({}),
        async ({ structure, runner }) => {
          const { logits, sites } = await runner.run(input, entry.rows);
          assert.equal(runner.logitWidth, entry.scoreWidth);
          assertScores(logits!, entry);
          // ReLU6 comes out of torch as a Relu and a Clip: the former has the sign.
          const signs = structure.sites.flatMap(({ code }, i) =>
            code.kind === 'sign' || code.kind === 'soft-sign' ? [i] : [],
          );
          const counted = entry.sites.filter((site) => site.pool !== true);
          assert.equal(signs.length, counted.length);
          counted.forEach(({ units, positions, counts, near }, i) => {
            const index = signs[i];
            const layout = runner.siteLayouts[index];
            assert.deepEqual([layout.units, layout.positions], [units, positions]);
            const off = sites[index].counts!.reduce(
              (sum, count, unit) => sum + Math.abs(count - counts[unit]),
              0,
            );
            assert.ok(off <= near, `${name}, switch ${i}: ${off} signs differ`);
          });
        },
      );
    });

    it(`${name} is told to be ${entry.exact ? '' : 'not '}piecewise linear, and why`, async () => {
      const model = await openModel(zooModel(name));
      const { piecewiseLinear, limits, sites } = await analyseStructure(model);
      await model.close();
      assert.equal(piecewiseLinear, entry.exact);
      const serious = limits.filter(({ effect }) => effect.includes('heuristic'));
      assert.equal(serious.length > 0, !entry.exact);
      const pools = sites.filter(({ code }) => code.kind === 'window');
      assert.equal(pools.length, entry.sites.filter(({ pool }) => pool === true).length);
    });
  }
});
