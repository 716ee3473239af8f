import { strict as assert } from 'node:assert';
import { validateReport } from '../../../src/report/validateReport.ts';
import { deepReport, sampleReport } from '../../support/sampleReport.ts';

describe('validateReport', () => {
  it('accepts a complete report, a deep one and one with every optional part missing', () => {
    const report = sampleReport();
    assert.deepEqual(validateReport(report), []);
    assert.deepEqual(validateReport(deepReport(20, 64)), []);
    assert.deepEqual(
      validateReport({
        ...report,
        data: { train: null, test: null },
        hyperplanes: null,
        regions: null,
        extrapolation: null,
        findings: [],
      }),
      [],
    );
  });

  it('accepts what JSON makes of a report', () => {
    assert.deepEqual(validateReport(JSON.parse(JSON.stringify(sampleReport()))), []);
  });

  it('names the place of a NaN, an unknown field and a missing field', () => {
    const report = sampleReport();
    assert.deepEqual(validateReport({ ...report, timings: { totalMs: Number.NaN, stages: [] } }), [
      '/timings/totalMs: must be number',
    ]);
    assert.deepEqual(validateReport({ ...report, extra: 1 }), [
      '/: must NOT have additional properties (extra)',
    ]);
    assert.deepEqual(validateReport({ ...report, seed: undefined }), [
      "/: must have required property 'seed'",
    ]);
    assert.equal(validateReport(null).length, 1);
  });

  it('refuses rates outside [0,1], fractional counts and another schema version', () => {
    const report = sampleReport();
    const network = report.regions!.network;
    const withNetwork = (changed: object) => ({
      ...report,
      regions: { ...report.regions!, network: { ...network, ...changed } },
    });
    assert.deepEqual(validateReport(withNetwork({ purity: 1.2 })), [
      '/regions/network/purity: must be <= 1',
    ]);
    assert.deepEqual(validateReport(withNetwork({ distinctPatterns: 2.5 })), [
      '/regions/network/distinctPatterns: must be integer',
    ]);
    assert.equal(validateReport({ ...report, schemaVersion: 2 }).length, 1);
  });
});
