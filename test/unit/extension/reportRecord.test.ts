import { strict as assert } from 'node:assert';
import { digestOf } from '../../../src/extension/digest/reportDigest.ts';
import {
  isFresh,
  isReportDigest,
  isReportId,
  isReportRecord,
  reportId,
} from '../../../src/extension/reportRecord.ts';
import { sampleReport } from '../../support/sampleReport.ts';

describe('a report record', () => {
  const model = '/models/digits.onnx';
  const request = { model, seed: 0, train: { samples: '/models/train.npz' } };
  const report = { ...sampleReport(), regions: null };
  const record = { id: reportId(model), model, report, request, time: 1000 };

  it('has an id that is a file name, the same for the same model only', () => {
    assert.ok(isReportId(record.id));
    assert.equal(reportId(model), record.id);
    assert.notEqual(reportId('/models/other.onnx'), record.id);
    for (const forged of ['../../etc/passwd', '', 'A'.repeat(16), 7, undefined]) {
      assert.equal(isReportId(forged), false);
    }
  });

  it('is fresh for a part it holds while model and settings are the same', () => {
    assert.equal(isFresh(record, 'hyperplanes', { ...request }, 999), true);
    assert.equal(isFresh(record, 'regions', request, 999), false);
    assert.equal(isFresh(record, 'hyperplanes', request, 1000), false);
    assert.equal(isFresh(record, 'hyperplanes', { ...request, seed: 1 }, 999), false);
    const otherData = { ...request, train: { samples: '/models/other.npz' } };
    assert.equal(isFresh(record, 'hyperplanes', otherData, 999), false);
  });

  it('is told from whatever else a file on disk may hold', () => {
    const stored = JSON.parse(JSON.stringify(record)) as Record<string, unknown>;
    const digest = JSON.parse(JSON.stringify(digestOf(record))) as Record<string, unknown>;
    for (const [whole, isWhole] of [
      [stored, isReportRecord],
      [digest, isReportDigest],
    ] as const) {
      assert.ok(isWhole(whole));
      for (const other of [
        null,
        7,
        'x',
        [],
        {},
        { report: null },
        { ...whole, report: {}, layers: 1 },
      ]) {
        assert.equal(isWhole(other), false, JSON.stringify(other));
      }
      for (const key of Object.keys(whole))
        assert.equal(isWhole({ ...whole, [key]: null }), false, key);
    }
  });
});
