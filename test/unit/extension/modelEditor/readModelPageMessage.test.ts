import { strict as assert } from 'node:assert';
import { readModelPageMessage } from '../../../../src/extension/modelEditor/readModelPageMessage.ts';

describe('readModelPageMessage', () => {
  it('knows what the page may ask for, and passes nothing else on', () => {
    for (const type of ['ready', 'diagnose', 'openReport', 'makeDefault'] as const) {
      assert.deepEqual(readModelPageMessage({ type, path: '/etc/passwd' }), { type });
    }
  });

  it('refuses everything else', () => {
    for (const message of [null, 'ready', 7, {}, { type: 'exec' }, { type: ['ready'] }]) {
      assert.equal(readModelPageMessage(message), undefined);
    }
  });
});
