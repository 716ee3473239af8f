import { strict as assert } from 'node:assert';
import { labelNotes, spaceNotes } from '../../../../src/analysis/scoreCard/spaceNotes.ts';

describe('notes on a space', () => {
  const full = { train: 60, dimension: 5, effectiveDimension: 5 };

  it('are none where the training rows span what was asked for', () => {
    assert.deepEqual(spaceNotes(full), []);
    assert.deepEqual(spaceNotes(full, 5), []);
  });

  it('say that a hull is a point, and why', () => {
    assert.match(spaceNotes({ ...full, train: 1, effectiveDimension: 0 }).join(), /only one/);
    assert.match(spaceNotes({ ...full, effectiveDimension: 0 }).join(), /are equal/);
  });

  it('say how many of the components asked for there are', () => {
    assert.match(spaceNotes(full, 10).join(), /^Of 10 components asked for there are 5/);
  });

  it('name what needs the labels that are missing', () => {
    const some = { labels: Int32Array.of(1) };
    const none = { labels: undefined };
    assert.deepEqual(labelNotes({ train: some, test: some }), []);
    assert.match(labelNotes({ train: none, test: some }).join(), /^Training labels/);
    assert.match(labelNotes({ train: some, test: none }).join(), /^Test labels/);
    const table = { labels: undefined, labelColumn: 'target' };
    assert.match(labelNotes({ train: some, test: table }).join(), /a column "target"/);
  });
});
