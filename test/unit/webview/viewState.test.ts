import { strict as assert } from 'node:assert';
import type { PageHost } from '../../../webview/host.ts';
import { initialTableState, ViewStateStore } from '../../../webview/viewState.ts';

function hostKeeping(state: unknown): PageHost & { kept: unknown } {
  return {
    kept: state,
    canAct: true,
    post: () => undefined,
    saveFile: () => undefined,
    listen: () => undefined,
    getState() {
      return this.kept;
    },
    setState(next) {
      this.kept = next;
    },
  };
}

describe('ViewStateStore', () => {
  it('starts from nothing when the host has kept nothing', () => {
    for (const kept of [undefined, null, 'text', 7]) {
      const store = new ViewStateStore(hostKeeping(kept));
      assert.deepEqual(store.current, {
        scroll: 0,
        open: [],
        tables: {},
        lookupLayer: 0,
        lookupUnit: null,
      });
      assert.deepEqual(store.table('any'), initialTableState);
    }
  });

  it('gives a reopened page what the first one left', () => {
    const host = hostKeeping(undefined);
    const first = new ViewStateStore(host);
    const table = { column: 'Dead', descending: true, row: 2 };
    first.update({ scroll: 120 });
    first.updateTable('units', table);
    first.setOpen('facts', true);
    const second = new ViewStateStore(hostKeeping(JSON.parse(JSON.stringify(host.kept))));
    assert.equal(second.current.scroll, 120);
    assert.deepEqual(second.table('units'), table);
    assert.deepEqual(second.current.open, ['facts']);
  });

  it('keeps the keys of the host beside its own', () => {
    const host = hostKeeping({ report: 'id-1' });
    new ViewStateStore(host).update({ scroll: 3 });
    assert.equal((host.kept as { report: string }).report, 'id-1');
  });

  it('remembers each fold once, however often it is opened', () => {
    const store = new ViewStateStore(hostKeeping(undefined));
    store.setOpen('a', true);
    store.setOpen('b', true);
    store.setOpen('a', true);
    assert.deepEqual(store.current.open, ['b', 'a']);
    store.setOpen('b', false);
    assert.deepEqual(store.current.open, ['a']);
  });
});
