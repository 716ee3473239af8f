import { strict as assert } from 'node:assert';
import { RecentlyUsed } from '../../../../src/analysis/exploration/recentlyUsed.ts';

describe('RecentlyUsed', () => {
  it('makes a value once and lets go of the one used longest ago', async () => {
    const released: string[] = [];
    const made: string[] = [];
    const cache = new RecentlyUsed<string>(2, (value) => released.push(value));
    const get = (key: string) =>
      cache.get(key, () => {
        made.push(key);
        return Promise.resolve(`value of ${key}`);
      });
    await get('a');
    await get('b');
    assert.equal(await get('a'), 'value of a');
    await get('c');
    assert.deepEqual(released, ['value of b']);
    await get('a');
    assert.deepEqual(made, ['a', 'b', 'c']);
  });

  it('keeps nothing of an attempt that failed', async () => {
    const cache = new RecentlyUsed<number>(1);
    await assert.rejects(cache.get('a', () => Promise.reject(new Error('no'))));
    assert.equal(await cache.get('a', () => Promise.resolve(7)), 7);
  });
});
