import type { UserError } from '../../engine/userError.ts';

export { CancelledError } from '../../engine/progress.ts';
export { UserError } from '../../engine/userError.ts';

/** Whether an error is a sentence for the user, also one thrown by another bundle with its own copy of the class. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === 'UserError';
}

/** The compute process ended (or could not be started) before it answered. */
export class ComputeEndedError extends Error {
  override readonly name = 'ComputeEndedError';
  /** What the process wrote last, for the log. */
  readonly detail: string;

  constructor(reason: string, detail = '') {
    super(
      `The compute process ended (${reason}) before it could answer; run it again, with fewer rows if memory ran out.`,
    );
    this.detail = detail;
  }
}

/** An error of ours inside the compute process; `stack` is the stack over there. */
export class ComputeDefectError extends Error {
  override readonly name = 'ComputeDefectError';

  constructor(message: string, stack: string | undefined) {
    super(message);
    if (stack !== undefined) this.stack = stack;
  }
}
