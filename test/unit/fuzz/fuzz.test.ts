import { strict as assert } from 'node:assert';
import { UserError } from '../../../src/engine/userError.ts';
import { outcomeOf } from '../../fuzz/fuzzTarget.ts';
import { type FuzzFinding, runFuzz } from '../../fuzz/runFuzz.ts';
import { fuzzTargets } from '../../fuzz/targets/fuzzTargets.ts';

describe('hostile input', () => {
  it('gives a result or one sentence at every door, in processes of their own (npm run fuzz has more)', async () => {
    const findings: FuzzFinding[] = [];
    const counts = await runFuzz({
      seed: 20_261_123,
      inputs: 400,
      seconds: 10,
      workers: 2,
      targets: fuzzTargets,
      onFinding: (finding) => findings.push(finding),
    });
    assert.deepEqual(findings, []);
    assert.ok([...counts.values()].some(({ accepted }) => accepted > 0));
  });

  it('may be refused by a UserError only, in one line that can be printed', async () => {
    await assert.rejects(
      outcomeOf(() => Promise.reject(new TypeError('x'))),
      TypeError,
    );
    const twoLines = Object.assign(new UserError(''), { message: 'It is bad.\nVery bad.' });
    await assert.rejects(
      outcomeOf(() => Promise.reject(twoLines)),
      /not one sentence/,
    );
    assert.equal(await outcomeOf(() => Promise.reject(new UserError('Give another.'))), 'refused');
  });
});
