import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { validateReport } from '../../../../src/report/validateReport.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

const tokens = join(import.meta.dirname, '../../../fixtures/onnx/tokens.onnx');

describe('diagnosing a part of a model', () => {
  it('counts the dead units that the whole model has in it', async () => {
    const request = { ...digitsRequest, parts: ['hyperplanes' as const] };
    const whole = await diagnose(request, silentProgress);
    const layers = whole.hyperplanes!.layers.slice(2);
    const part = await diagnose({ ...request, from: 'flatten_out' }, silentProgress);
    assert.equal(part.data.test!.accuracy, whole.data.test!.accuracy);
    assert.deepEqual(
      part.hyperplanes!.layers.map(({ layer, dead }) => [layer, dead?.units]),
      layers.map(({ layer, dead }) => [layer, dead?.units]),
    );
  });

  describe('of a model of tokens', () => {
    let folder = '';
    let ids = '';
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tokens-'));
      ids = join(folder, 'ids.csv');
      await writeFile(ids, '0,1,2,3,4\n5,6,7,8,0\n1,1,2,2,3\n');
    });
    after(() => rm(folder, { recursive: true }));

    const request = (from: string, to: string) => ({
      model: tokens,
      test: { samples: ids },
      from,
      to,
    });

    it('takes steps as samples where each is treated on its own', async () => {
      const report = await diagnose(request('embedded', 'steps'), silentProgress);
      assert.deepEqual(validateReport(report), []);
      assert.equal(report.data.test!.samples, 15);
      assert.match(report.data.test!.match, /each of 5 positions a sample/);
      assert.deepEqual(report.regions!.network.units, 6);
      // Nine different tokens cannot fall into more than nine regions.
      assert.ok(report.regions!.network.distinctPatterns <= 9);
      assert.equal(report.regions!.exactness, 'exact');
    });

    it('keeps the sequence as the sample where steps are mixed', async () => {
      const report = await diagnose(request('embedded', 'y'), silentProgress);
      assert.equal(report.data.test!.samples, 3);
      assert.equal(report.regions!.network.units, 30);
    });

    it('will not write certificates about activations', async () => {
      const certificates = join(folder, 'certificates.json');
      await assert.rejects(
        diagnose({ ...request('embedded', 'y'), certificates }, silentProgress),
        /leave out --certificates/,
      );
    });
  });
});
