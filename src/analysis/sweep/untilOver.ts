import { CancelledError, isOver, type ProgressSink } from '../../engine/progress.ts';

/**
 * What a step gives, or `undefined` where the time is over before it ends. For steps of which a part is worth nothing: wherever the
 * step can be cancelled, the end of the time ends it. The sink it is given must not outlive it.
 */
export async function untilOver<T>(
  progress: ProgressSink,
  step: (progress: ProgressSink) => Promise<T>,
): Promise<T | undefined> {
  const over = new CancelledError();
  try {
    return await step({
      report: (stage, done, total) => progress.report(stage, done, total),
      throwIfCancelled: () => {
        progress.throwIfCancelled();
        if (isOver(progress)) throw over;
      },
    });
  } catch (error) {
    if (error === over) return undefined;
    throw error;
  }
}
