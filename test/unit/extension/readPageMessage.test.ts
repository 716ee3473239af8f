import { strict as assert } from 'node:assert';
import { readPageMessage } from '../../../src/extension/readPageMessage.ts';

describe('readPageMessage', () => {
  it('takes every message of the protocol, and only its fields', () => {
    assert.deepEqual(readPageMessage({ type: 'ready', more: 1 }), { type: 'ready' });
    assert.deepEqual(readPageMessage({ type: 'rerun' }), { type: 'rerun' });
    for (const format of ['html', 'json']) {
      assert.deepEqual(readPageMessage({ type: 'save', format }), { type: 'save', format });
    }
    assert.deepEqual(readPageMessage({ type: 'painted', ms: 12 }), { type: 'painted', ms: 12 });
  });

  it('refuses everything else', () => {
    const refused = [
      null,
      'ready',
      7,
      {},
      { type: 'run' },
      { type: 'save', format: 'exe' },
      { type: 'painted' },
    ];
    for (const value of refused) assert.equal(readPageMessage(value), undefined);
  });
});
