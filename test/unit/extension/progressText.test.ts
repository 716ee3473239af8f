import { strict as assert } from 'node:assert';
import { progressText, shareDone } from '../../../src/extension/progressText.ts';

describe('progressText', () => {
  it('names the stage and the share done', () => {
    assert.equal(
      progressText({ stage: 'Hull in input', done: 499, total: 1000 }),
      'Hull in input, 49%',
    );
    assert.equal(
      progressText({ stage: 'Hull in input', done: 1000, total: 1000 }),
      'Hull in input, 100%',
    );
  });

  it('tells the time left where it is known', () => {
    assert.equal(
      progressText({ stage: 'Hull in input', done: 499, total: 1000 }, 'about 40 s left'),
      'Hull in input, 49%, about 40 s left',
    );
  });

  it('names the stage alone while the total is not known', () => {
    assert.equal(
      progressText({ stage: 'Reading the model', done: 0, total: 0 }),
      'Reading the model',
    );
  });

  it('never gives a share above one', () => {
    assert.equal(shareDone({ stage: '', done: 12, total: 10 }), 1);
    assert.equal(shareDone({ stage: '', done: 0, total: 0 }), null);
  });
});
