import { strict as assert } from 'node:assert';
import { digestOf } from '../../../../src/extension/digest/reportDigest.ts';
import { deepReport, sampleReport } from '../../../support/sampleReport.ts';

describe('digestOf', () => {
  const record = {
    id: '0123456789abcdef',
    model: '/models/m.onnx',
    time: 5,
    report: sampleReport(),
  };

  it('keeps every finding and a line a layer', () => {
    const { findings, layers } = digestOf(record);
    assert.deepEqual(findings, record.report.findings);
    const { layers: reported } = record.report.hyperplanes!;
    assert.deepEqual(
      layers.map(({ layer, units, dead }) => [layer, units, dead]),
      reported.map(({ layer, units, dead }) => [layer, units, dead?.count ?? null]),
    );
  });

  it('keeps the most extrapolating samples in their order, with the score of the first space', () => {
    const { samples } = digestOf(record);
    const reported = record.report.extrapolation!.samples;
    assert.ok(samples.length > 0 && samples.length <= reported.length);
    samples.forEach(({ index, rank, score }, i) => {
      assert.equal(index, reported[i]!.index);
      assert.equal(rank, i + 1);
      assert.equal(score!.value, reported[i]!.scores[score!.name]);
    });
  });

  it('stays small for a report of 500 layers with thousands of units each', () => {
    const report = deepReport(500, 2048);
    const size = (value: object) => JSON.stringify(value).length;
    assert.ok(size(digestOf({ ...record, report })) < size(report) / 100);
  });

  it('has nothing to say about parts that the report lacks', () => {
    const report = { ...record.report, hyperplanes: null, regions: null, extrapolation: null };
    const digest = digestOf({ ...record, report });
    assert.deepEqual([digest.layers, digest.samples], [[], []]);
    assert.equal(digest.history[0]!.deadShare, null);
  });
});
