import { strict as assert } from 'node:assert';
import { roundingNotes } from '../../../../src/analysis/scoreCard/roundingNotes.ts';

describe('notes on rounding', () => {
  const inside = { verdict: 'inside', upper: 0 } as const;
  const outside = (upper: number) => ({ verdict: 'outside', upper }) as const;

  it('count the samples that are outside by no more than float32 values may err', () => {
    const [note] = roundingNotes([inside, outside(1e-8), outside(2e-6), outside(0.5)], 2);
    assert.match(note!, /^2 of the 3 samples outside are nearer/);
  });

  it('follow the scale of the data', () => {
    for (const scale of [1e-9, 1, 1e9]) {
      const verdicts = [outside(1e-7 * scale), outside(1e-4 * scale)];
      assert.match(roundingNotes(verdicts, scale)[0]!, /^1 of the 2/);
    }
  });

  it('are none where every sample is inside or well outside', () => {
    assert.deepEqual(roundingNotes([inside, outside(0.1)], 1), []);
  });
});
