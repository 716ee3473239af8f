import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseHull, type HullRequest } from '../../../src/analysis/hull.ts';
import { verifyFile } from '../../../src/analysis/verify/verifyFile.ts';
import { silentProgress } from '../../../src/engine/progress.ts';
import { digitsRequest } from '../../support/sampleRequest.ts';

const request: HullRequest = {
  train: digitsRequest.train!,
  test: { ...digitsRequest.test!, limit: 60 },
  preprocess: digitsRequest.preprocess!,
  distance: true,
};

describe('hull on arrays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'model-geometry-hull-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const components of [undefined, 5]) {
    const space = components === undefined ? 'pixels' : `${components} components`;

    it(`gives the same for rows read in blocks as for rows held, certificates included, in ${space}`, async () => {
      const asked = { ...request, ...(components !== undefined && { components }) };
      const held = await analyseHull(asked, silentProgress);
      for (const numbers of [0, 10_000]) {
        const certificates = join(folder, 'certificates.json');
        const streamed = await analyseHull(
          { ...asked, held: numbers, certificates },
          silentProgress,
        );
        assert.deepEqual(streamed.verdicts, held.verdicts);
        assert.deepEqual(streamed.box, held.box);
        streamed.upper!.forEach((upper, i) => {
          assert.ok(streamed.lower![i] <= held.upper![i] * (1 + 1e-9), `row ${i}`);
          assert.ok(held.lower![i] <= upper * (1 + 1e-9), `row ${i}`);
        });
        assert.deepEqual(await verifyFile(certificates, silentProgress), {
          holds: true,
          message: 'All 60 certificates hold.',
        });
      }
    });
  }

  it('counts as undecided what it had no time for, and certifies the rest', async () => {
    for (const held of [undefined, 0]) {
      const certificates = join(folder, 'early.json');
      let asked = 0;
      const progress = { ...silentProgress, isOver: () => ++asked > 1 };
      const { hull } = await analyseHull(
        { ...request, certificates, ...(held !== undefined && { held }) },
        progress,
      );
      assert.equal(hull.inside + hull.outside + hull.undecided, 60);
      assert.ok(hull.undecided > 0);
      assert.ok((await verifyFile(certificates, silentProgress)).holds);
    }
  });
});
