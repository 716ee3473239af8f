import type { ProgressSink } from '../../engine/progress.ts';

/** At most 20 messages a second. */
const minimumIntervalMs = 50;

/**
 * Passes a report on at most 20 times a second; the first report of a stage always passes, so that a long native
 * call right after it is shown under its own name.
 */
export function throttledProgress(
  send: ProgressSink['report'],
  now: () => number = () => performance.now(),
): ProgressSink['report'] {
  let lastStage: string | undefined;
  let lastTime = -Infinity;
  return (stage, done, total) => {
    const time = now();
    if (stage === lastStage && time - lastTime < minimumIntervalMs) return;
    lastStage = stage;
    lastTime = time;
    send(stage, done, total);
  };
}
