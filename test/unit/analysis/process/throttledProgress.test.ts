import { strict as assert } from 'node:assert';
import { throttledProgress } from '../../../../src/analysis/process/throttledProgress.ts';

describe('throttledProgress', () => {
  it('passes on at most 20 reports a second of one stage', () => {
    let time = 0;
    const sent: number[] = [];
    const report = throttledProgress(
      (_, done) => sent.push(done),
      () => time,
    );
    for (; time < 1000; time++) report('hull', time, 1000);
    assert.equal(sent.length, 20);
  });

  it('always passes on the first report of a stage', () => {
    const sent: string[] = [];
    const report = throttledProgress(
      (stage) => sent.push(stage),
      () => 0,
    );
    for (const stage of ['read', 'read', 'run', 'run', 'read']) report(stage, 0, 0);
    assert.deepEqual(sent, ['read', 'run', 'read']);
  });
});
