import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelBytes } from '../../src/onnx/schema/writeModel.ts';
import type { DiagnoseRequest } from '../../src/protocol/analysis.ts';
import { denseModel } from '../support/denseModel.ts';
import { digitsRequest } from '../support/sampleRequest.ts';
import { runSoak } from '../soak/runSoak.ts';

/** Growth that the runtime's memory pools may still show after their first runs. */
const growth = 1.3;

describe('twenty diagnoses queued at once (npm run soak has 200)', () => {
  it('are all answered, in memory that does not grow, and leave no process', async () => {
    const request: DiagnoseRequest = {
      ...digitsRequest,
      train: { ...digitsRequest.train!, limit: 100 },
      parts: ['hyperplanes'],
      baseline: false,
      threads: 1,
    };
    const { reports, host, compute, left } = await runSoak(
      Array.from({ length: 20 }, () => request),
    );
    const [first] = reports;
    for (const { hyperplanes } of reports) assert.deepEqual(hyperplanes, first.hyperplanes);
    assert.equal(left, 0);
    for (const memory of [host, compute]) {
      const [early, late] = [memory.slice(0, 10), memory.slice(10)].map((part) =>
        Math.max(...part),
      );
      assert.ok(late <= growth * early, `${early} bytes, then ${late}`);
    }
  });

  it('of twenty different models, each gets the report of its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'model-geometry-test-'));
    try {
      const requests = Array.from({ length: 20 }, (_, i): DiagnoseRequest => {
        const model = join(folder, `${i}.onnx`);
        const weights = Array.from({ length: i + 1 }, (_, unit) => [unit + 1, 1]);
        const hidden = { weights, bias: weights.map(() => 1) };
        const last = { weights: [weights.map(() => 1)], bias: [0] };
        writeFileSync(model, modelBytes(denseModel([hidden, last])));
        return { model, parts: ['hyperplanes'], baseline: false, threads: 1 };
      });
      const { reports, left } = await runSoak(requests);
      assert.deepEqual(
        reports.map(({ model, hyperplanes }) => [model.path, hyperplanes!.layers[0].units]),
        requests.map(({ model }, i) => [model, i + 1]),
      );
      assert.equal(left, 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
