import { strict as assert } from 'node:assert';
import { readExplorerMessage } from '../../../../src/extension/explorers/readExplorerMessage.ts';
import {
  anyOf,
  bytes,
  finite,
  listOf,
  NotOfProtocolError,
  oneOf,
  optional,
  record,
  whole,
} from '../../../../src/extension/explorers/readParams.ts';

const refuses = (run: () => unknown): void => assert.throws(run, NotOfProtocolError);

describe('readers of what a page sends', () => {
  it('take what they name', () => {
    assert.equal(finite(0.5), 0.5);
    assert.equal(whole()(12), 12);
    assert.equal(oneOf('a', null)(null), null);
    assert.deepEqual(listOf(whole(), 2)([1, 2]), [1, 2]);
    assert.equal(anyOf<number | string>(finite, oneOf('x'))('x'), 'x');
    assert.equal(bytes(3)(Uint8Array.of(1, 2, 3)).length, 3);
  });

  it('refuse everything else', () => {
    for (const value of [NaN, Infinity, '1', null, undefined, {}]) refuses(() => finite(value));
    for (const value of [-1, 0.5, 2 ** 60, '3']) refuses(() => whole()(value));
    refuses(() => whole(5)(6));
    refuses(() => oneOf('a')('b'));
    refuses(() => listOf(whole(), 2)([1, 2, 3]));
    refuses(() => listOf(whole(), 2)({ length: 1, 0: 1 }));
    refuses(() => bytes(2)(new Uint8Array(3)));
    refuses(() => anyOf<number | string>(finite, oneOf('x'))('y'));
  });

  it('copy only the fields they name, and ask for all but the optional ones', () => {
    const read = record<{ a: number; b?: number }>({ a: finite, b: optional(finite) });
    assert.deepEqual(read({ a: 1, path: '/etc/passwd' }), { a: 1 });
    assert.deepEqual(read({ a: 1, b: 2 }), { a: 1, b: 2 });
    refuses(() => read({ b: 2 }));
    refuses(() => read({ a: 1, b: 'two' }));
    refuses(() => read(null));
  });
});

describe('readExplorerMessage', () => {
  it('takes every message of the protocol, and only its fields', () => {
    assert.deepEqual(readExplorerMessage({ type: 'ready', more: 1 }), { type: 'ready' });
    assert.deepEqual(readExplorerMessage({ type: 'cancel' }), { type: 'cancel' });
    const ask = { type: 'ask', id: 4, query: 'sliceCell', params: { u: 1 } };
    assert.deepEqual(readExplorerMessage({ ...ask, more: 1 }), ask);
  });

  it('refuses everything else', () => {
    for (const value of [null, 'ready', {}, { type: 'save' }, { type: 'ask', id: -1 }]) {
      refuses(() => readExplorerMessage(value));
    }
  });
});
