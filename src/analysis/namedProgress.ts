import { isOver, type ProgressSink } from '../engine/progress.ts';

/** Tells the engine's progress under a name a user can read, whatever the engine calls its stage. */
export function namedProgress(progress: ProgressSink, name: string): ProgressSink {
  return {
    report: (_stage, done, total) => progress.report(name, done, total),
    throwIfCancelled: () => progress.throwIfCancelled(),
    isOver: () => isOver(progress),
  };
}
