import { strict as assert } from 'node:assert';
import { LatestOnly } from '../../../../webview/explorer/latestOnly.ts';

describe('LatestOnly', () => {
  it('runs one task at a time and of those that wait only the last', async () => {
    const ran: string[] = [];
    const tasks = new LatestOnly();
    let finish = (): void => undefined;
    tasks.run(() => {
      ran.push('first');
      return new Promise((resolve) => (finish = resolve));
    });
    for (const name of ['second', 'third']) {
      tasks.run(() => Promise.resolve(void ran.push(name)));
    }
    finish();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(ran, ['first', 'third']);
  });
});
