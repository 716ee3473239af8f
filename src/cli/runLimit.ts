import type { MainParams } from './mainParams.ts';

/** When a run shall end with what it has: after the user's time budget, or at Ctrl-C. */
export interface RunLimit {
  isOver(): boolean;
  /** Ctrl-C was pressed. */
  readonly interrupted: boolean;
  /** Gives Ctrl-C its usual meaning back. */
  stop(): void;
}

/** Starts the clock; `seconds` absent = no budget. */
export function runLimit(params: MainParams, seconds: number | undefined): RunLimit {
  const end = seconds === undefined ? Infinity : performance.now() + 1000 * seconds;
  let interrupted = false;
  const release = params.onInterrupt?.(() => {
    interrupted = true;
    params.writeError('\nEnding with what there is; press Ctrl-C again to stop at once.\n');
  });
  return {
    isOver: () => interrupted || performance.now() >= end,
    get interrupted() {
      return interrupted;
    },
    stop: () => release?.(),
  };
}
