import { strict as assert } from 'node:assert';
import type { ExplorerToHost, SliceQueries } from '../../../../src/protocol/explorer.ts';
import { readExplorerMessage } from '../../../../src/extension/explorers/readExplorerMessage.ts';
import {
  type AskProgress,
  ExplorerHost,
  RefusedError,
} from '../../../../webview/explorer/explorerHost.ts';

function connected() {
  const posted: ExplorerToHost[] = [];
  const host = new ExplorerHost<SliceQueries>({
    postMessage: (message) => posted.push(message),
    getState: () => undefined,
    setState: () => undefined,
  });
  return { host, posted };
}

describe('ExplorerHost', () => {
  it('gives each question its own answer, in whatever order they come', async () => {
    const { host, posted } = connected();
    const first = host.ask('savePng', { png: new Uint8Array(1) });
    const second = host.ask('savePng', { png: new Uint8Array(2) });
    const [a, b] = posted.map((message) => (message.type === 'ask' ? message.id : NaN));
    host.receive({ type: 'answer', id: b!, result: 'b' });
    host.receive({ type: 'answer', id: a!, result: 'a' });
    assert.deepEqual(await Promise.all([first, second]), ['a', 'b']);
  });

  it('has the user choose data when the page asks for it', () => {
    const { host, posted } = connected();
    host.chooseData();
    assert.deepEqual(posted, [{ type: 'chooseData' }]);
    assert.deepEqual(readExplorerMessage(posted[0]), posted[0]);
  });

  it('rejects a refused question with its sentence, a cancelled one without', async () => {
    const { host } = connected();
    const refused = host.ask('savePng', { png: new Uint8Array(1) });
    const cancelled = host.ask('savePng', { png: new Uint8Array(1) });
    host.receive({ type: 'refused', id: 1, message: 'No such file.', unsupported: true });
    host.receive({ type: 'refused', id: 2, message: null, unsupported: false });
    await assert.rejects(refused, new RefusedError('No such file.', true));
    await assert.rejects(cancelled, new RefusedError(''));
  });

  it('tells of progress until the question is answered', () => {
    const { host } = connected();
    const told: (AskProgress | null)[] = [];
    host.onProgress((progress) => told.push(progress));
    void host.ask('savePng', { png: new Uint8Array(1) });
    host.receive({ type: 'progress', id: 1, stage: 'conv1', share: 0.5 });
    host.receive({ type: 'answer', id: 1, result: null });
    assert.deepEqual(told, [{ stage: 'conv1', share: 0.5 }, null]);
  });
});
