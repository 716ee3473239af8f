import { strict as assert } from 'node:assert';
import { UserError } from '../../../src/engine/userError.ts';
import { failures, parseFailOn } from '../../../src/report/failOn.ts';
import { sampleReport } from '../../support/sampleReport.ts';

describe('parseFailOn', () => {
  it('reads a rule, with or without a value', () => {
    assert.deepEqual(parseFailOn('dead-units'), { rule: 'dead-units', value: null });
    assert.deepEqual(parseFailOn('dead-units>0.2'), { rule: 'dead-units', value: 0.2 });
    assert.deepEqual(parseFailOn(' dead-units > 1e-3 '), { rule: 'dead-units', value: 0.001 });
  });

  it('refuses an unknown rule and lists the known ones', () => {
    assert.throws(() => parseFailOn('dead-layers>1'), {
      name: 'UserError',
      message: /^"dead-layers" is not a rule; the rules are .*dead-units.*outside-hull/,
    });
  });

  it('refuses a missing or unreadable value with an example', () => {
    for (const text of ['dead-units>', 'dead-units>much', 'dead-units>Infinity']) {
      assert.throws(
        () => parseFailOn(text),
        (error) => error instanceof UserError && error.message.includes('"dead-units>0.2"'),
      );
    }
  });
});

describe('failures', () => {
  const report = sampleReport();
  const fired = (text: string) =>
    failures(report, [parseFailOn(text)]).map(({ layer, threshold }) => [layer, threshold]);

  it('without a value are the findings of the rule as the report has them', () => {
    assert.deepEqual(fired('dead-units'), [
      ['Gemm_2', 0.1],
      ['Gemm_4', 0.1],
    ]);
    assert.deepEqual(fired('test-range'), []);
    assert.deepEqual(failures({ ...report, findings: [] }, [parseFailOn('dead-units')]), []);
  });

  it('with a value compare with it, whatever the report’s own threshold', () => {
    assert.deepEqual(fired('dead-units>0.32'), [['Gemm_2', 0.32]]);
    assert.deepEqual(fired('dead-units>0.9'), []);
    assert.deepEqual(fired('accuracy-lost-outside>0.01'), [
      ['pca:10', 0.01],
      ['layer:Relu_5', 0.01],
    ]);
  });

  it('add up over several conditions', () => {
    const conditions = ['dead-units>0.32', 'saturated-regions'].map(parseFailOn);
    assert.equal(failures(report, conditions).length, 2);
    assert.deepEqual(failures(report, []), []);
  });
});
