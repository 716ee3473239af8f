import { strict as assert } from 'node:assert';
import {
  crossingsAround,
  unitSites,
} from '../../../../src/analysis/neighbourhood/crossingsAround.ts';
import { randomFrame } from '../../../../src/engine/regions/localComplexity.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import type { ModelRunner } from '../../../../src/onnx/runner.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

describe('units that switch around several points', () => {
  it('are those around each point alone, however few rows a run takes', async () => {
    const model = await openModel(digitsRequest.model);
    const structure = await analyseStructure(model);
    const taps = structure.sites.map((site) => ({ site, counts: false, codes: true }));
    const runner = await createRunner(model, { structure, taps, values: [], logits: false });
    try {
      const rng = randomGenerator(3);
      const columns = runner.inputLength;
      const data = Float64Array.from({ length: 7 * columns }, () => 16 * rng.uniform());
      const around = { frame: randomFrame(columns, 4, rng), radius: 2 };
      const sites = unitSites(taps);
      const alone: number[][] = [];
      for (let row = 0; row < 7; row++) {
        const point = { rows: 1, columns, data: data.subarray(row * columns, (row + 1) * columns) };
        alone.push(...(await crossingsAround(runner, sites, point, around)));
      }
      assert.ok(alone.flat().some((count) => count > 0));
      for (const preferredRows of [1, 8, 20, 1024]) {
        const together = await crossingsAround(
          withRows(runner, preferredRows),
          sites,
          { rows: 7, columns, data },
          around,
        );
        assert.deepEqual(together, alone, `${preferredRows} rows a run`);
      }
    } finally {
      await runner.close();
      await model.close();
    }
  });
});

function withRows(runner: ModelRunner, preferredRows: number): ModelRunner {
  const { batching, inputShape, inputLength, siteLayouts, valueWidths } = runner;
  const { logitWidth, logitShape } = runner;
  const input = { batching, inputShape, inputLength };
  const fixed = { ...input, siteLayouts, valueWidths, logitWidth, logitShape };
  return {
    ...fixed,
    preferredRows,
    run: (input, rows) => {
      assert.ok(rows <= preferredRows, `${rows} rows in one run`);
      return runner.run(input, rows);
    },
    close: () => runner.close(),
  };
}
