import { strict as assert } from 'node:assert';
import { carrying } from '../../../webview/carrying.ts';
import { type StateKeeper, ViewStateStore } from '../../../webview/viewState.ts';

function memory(kept?: unknown): StateKeeper & { readonly kept: () => unknown } {
  let state = kept;
  return {
    kept: () => state,
    getState: () => state,
    setState: (next) => {
      state = next;
    },
  };
}

describe('carrying', () => {
  it('adds its own to whatever is kept, as it is at that moment', () => {
    const keeper = memory();
    let step = 3;
    const state = carrying(keeper, () => ({ step }));
    state.setState({ scroll: 7 });
    assert.deepEqual(keeper.kept(), { scroll: 7, step: 3 });
    step = 4;
    for (const nothing of [undefined, null, 'text']) {
      state.setState(nothing);
      assert.deepEqual(state.getState(), { step: 4 });
    }
  });

  it('lets no store of the page write an old value over its own', () => {
    const keeper = memory({ step: 1 });
    let step = 1;
    const store = new ViewStateStore(carrying(keeper, () => ({ step })));
    step = 2;
    store.setOpen('models-table', true);
    const { step: kept, open } = keeper.kept() as { step: number; open: string[] };
    assert.deepEqual({ kept, open }, { kept: 2, open: ['models-table'] });
  });
});
