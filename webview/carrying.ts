import type { StateKeeper } from './viewState.ts';

/** A keeper that adds to every state what `always` gives at that moment, so that whoever writes the rest cannot lose it. */
export function carrying(keeper: StateKeeper, always: () => object): StateKeeper {
  return {
    getState: () => keeper.getState(),
    setState: (state) => keeper.setState({ ...toObject(state), ...always() }),
  };
}

function toObject(state: unknown): object {
  return typeof state === 'object' && state !== null ? state : {};
}
