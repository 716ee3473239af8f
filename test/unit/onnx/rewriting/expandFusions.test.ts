import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { fixture } from '../fixtureOracle.ts';
import { rawValues, withRunner } from '../runner/modelFile.ts';

describe('expandFusions', () => {
  it('computes what the runtime computes with the fused layers', async () => {
    const rng = randomGenerator(3);
    const row = Float32Array.from({ length: 50 }, () => rng.normal());
    const inner = ['a1', 'a2', 'y'];
    const raw = await rawValues(readFileSync(fixture('fused-layers')), inner, {
      x: { data: row, dims: [1, 2, 5, 5] },
    });
    await withRunner(
      fixture('fused-layers'),
      () => ({ values: inner }),
      async ({ model, structure, runner }) => {
        assert.ok(structure.piecewiseLinear);
        assert.ok(model.graph.nodes.every(({ domain }) => domain === ''));
        const { values } = await runner.run(row, 1);
        inner.forEach((name, i) =>
          values[i].forEach((value, j) => {
            assert.ok(Math.abs(value - raw.get(name)!.data[j]) < 1e-5, `${name}[${j}]`);
          }),
        );
      },
    );
  });
});
