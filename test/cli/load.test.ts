import { strict as assert } from 'node:assert';
import type { DiagnoseRequest } from '../../src/protocol/analysis.ts';
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
    for (const { hyperplanes } of reports) assert.deepEqual(hyperplanes, first!.hyperplanes);
    assert.equal(left, 0);
    for (const memory of [host, compute]) {
      const [early, late] = [memory.slice(0, 10), memory.slice(10)].map((part) =>
        Math.max(...part),
      );
      assert.ok(late! <= growth * early!, `${early} bytes, then ${late}`);
    }
  });
});
