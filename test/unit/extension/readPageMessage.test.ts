import { strict as assert } from 'node:assert';
import { readPageMessage } from '../../../src/extension/readPageMessage.ts';

describe('readPageMessage', () => {
  it('takes every message of the protocol, and only its fields', () => {
    assert.deepEqual(readPageMessage({ type: 'ready', more: 1 }), { type: 'ready' });
    assert.deepEqual(readPageMessage({ type: 'rerun' }), { type: 'rerun' });
    for (const format of ['html', 'json', 'choose']) {
      assert.deepEqual(readPageMessage({ type: 'save', format }), { type: 'save', format });
    }
    assert.deepEqual(readPageMessage({ type: 'painted', ms: 12 }), { type: 'painted', ms: 12 });
    const file = { type: 'saveFile', name: 'units-c1.csv', content: 'a', encoding: 'text' };
    assert.deepEqual(readPageMessage({ ...file, path: '/etc' }), file);
  });

  it('refuses files with a folder, a hidden name or another ending', () => {
    const names = [
      '../a.csv',
      'a/b.svg',
      '.a.csv',
      'a.exe',
      'a.csv.sh',
      'C:\\a.csv',
      '',
      'a\n.csv',
    ];
    for (const name of names) {
      const message = { type: 'saveFile', name, content: '', encoding: 'text' };
      assert.equal(readPageMessage(message), undefined, name);
    }
    const bad = { type: 'saveFile', name: 'a.csv', content: '', encoding: 'utf16' };
    assert.equal(readPageMessage(bad), undefined);
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
