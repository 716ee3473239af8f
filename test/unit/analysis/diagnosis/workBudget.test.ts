import { strict as assert } from 'node:assert';
import {
  BudgetSpent,
  sampleWork,
  WorkBudget,
} from '../../../../src/analysis/diagnosis/workBudget.ts';
import type { PiecewiseLinearMap } from '../../../../src/engine/regions/partition/piecewiseLinearMap.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

const noLayers = { upTo: new Map<string, number>(), total: 0 };

/** A switch of signs and one of maxima, 1,000 zeros each. */
const map: PiecewiseLinearMap = {
  dimension: 1,
  sites: [
    { name: 'a', op: 'Relu', width: 1000, switch: { kind: 'thresholds', thresholds: [0] } },
    {
      name: 'b',
      op: 'MaxPool',
      width: 1000,
      switch: { kind: 'maximum', size: 2, members: new Int32Array(1000) },
    },
  ],
  outputWidth: 1,
  evaluate: (_, rows) => Promise.resolve(new Float64Array(rows * 1000)),
};

async function affordableRuns(site: number, network = map): Promise<number> {
  const metered = new WorkBudget(20).meter(network, noLayers);
  for (let runs = 0; ; runs++) {
    try {
      await metered.evaluate(new Float64Array(10), 10, site);
    } catch (error) {
      assert.ok(error instanceof BudgetSpent);
      return runs;
    }
  }
}

describe('WorkBudget', () => {
  it('hands evaluations on until the budget is spent, always after the same number', async () => {
    const runs = await affordableRuns(0);
    assert.ok(runs > 10);
    assert.equal(await affordableRuns(0), runs);
  });

  it('charges maxima like signs: nearly every one is done by reading its numbers once', async () => {
    const swapped = { ...map, sites: [map.sites[1], map.sites[0]] };
    assert.equal(await affordableRuns(0, swapped), await affordableRuns(0));
  });

  it('charges the passes through all earlier sites, which even a single row takes', async () => {
    const narrow = { ...map.sites[0], width: 1 };
    const deep = { ...map, sites: Array.from({ length: 100 }, () => narrow) };
    const [near, far] = [await affordableRuns(0, deep), await affordableRuns(99, deep)];
    assert.ok(far * 50 < near, `${far} of ${near}`);
  });

  it('charges points that go on from the site before for the last step alone', async () => {
    const upTo = new Map([
      ['a', 1e6],
      ['b', 1.1e6],
    ]);
    const work = { upTo, total: 1.2e6 };
    const carried = { ...map, continuing: (_: Float64Array, rows: number) => rows };
    const affordable = async (network: PiecewiseLinearMap): Promise<number> => {
      const metered = new WorkBudget(200).meter(network, work);
      for (let runs = 0; ; runs++) {
        try {
          await metered.evaluate(new Float64Array(10), 10, 1);
        } catch (error) {
          assert.ok(error instanceof BudgetSpent);
          return runs;
        }
      }
    };
    const [anew, on] = [await affordable(map), await affordable(carried)];
    assert.ok(on > 5 * anew, `${on} of ${anew}`);
  });

  it('is shared by all maps it meters', async () => {
    const budget = new WorkBudget(0.25);
    const row = new Float64Array(10);
    await budget.meter(map, noLayers).evaluate(row, 10, 0);
    await assert.rejects(budget.meter(map, noLayers).evaluate(row, 10, 0), BudgetSpent);
  });
});

describe('sampleWork', () => {
  it('grows from site to site, and in proportion to the numbers that enter the switches', async () => {
    const model = await openModel(digitsRequest.model);
    try {
      const structure = await analyseStructure(model, {});
      const workAt = (positions: number) =>
        sampleWork(
          structure,
          structure.sites.map(() => ({ units: 8, positions })),
        );
      const [once, twice] = [workAt(1), workAt(2)];
      const steps = structure.sites.map(({ name }) => once.upTo.get(name)!);
      for (let i = 1; i < steps.length; i++) assert.ok(steps[i] > steps[i - 1]);
      assert.equal(once.total, steps.at(-1));
      assert.ok(Math.abs(twice.total - 2 * once.total) <= 1e-12 * twice.total);
    } finally {
      await model.close();
    }
  });
});
