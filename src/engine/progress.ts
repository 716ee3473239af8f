/** What a long computation tells its caller and asks of it. Tests pass `silentProgress`. */
export interface ProgressSink {
  /** `done` of `total` units of `stage` are finished; `total` 0 means unknown. */
  report(stage: string, done: number, total: number): void;
  /** Throws {@link CancelledError} when the caller no longer wants the answer. */
  throwIfCancelled(): void;
  /** True once the caller wants what there is by now: searches end, and what they left open counts as undecided. Absent = never. */
  isOver?(): boolean;
  /** From here on {@link isOver} is heeded soon and leaves something worth having. Absent = nobody asks. */
  endable?(): void;
}

/** Whether the caller wants what there is by now. */
export function isOver(progress: ProgressSink): boolean {
  return progress.isOver?.() === true;
}

export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor() {
    super('The run was cancelled.');
  }
}

export const silentProgress: ProgressSink = {
  report: () => undefined,
  throwIfCancelled: () => undefined,
};
