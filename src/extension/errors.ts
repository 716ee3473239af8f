import {
  CancelledError,
  ComputeEndedError,
  isUserError,
} from '../analysis/process/sessionErrors.ts';

/** A way out that is offered beside an error's sentence. */
export type ErrorAction = 'Restart' | 'Choose Data' | 'Show Log';

export interface Complaint {
  /** One sentence for the notification. */
  readonly message: string;
  readonly actions: readonly ErrorAction[];
  /** What goes to the log beyond the sentence; "" for nothing. */
  readonly detail: string;
}

/** What to tell the user about an error; `undefined` when the user ended the run and knows. */
export function complaintOf(error: unknown): Complaint | undefined {
  if (error instanceof CancelledError) return undefined;
  if (isUserError(error)) {
    const aboutData = error.code === 'mismatch' || error.code === 'configuration';
    return {
      message: error.message,
      actions: aboutData ? ['Choose Data', 'Show Log'] : ['Show Log'],
      detail: '',
    };
  }
  if (error instanceof ComputeEndedError) {
    return {
      message: error.message,
      actions: ['Restart', 'Show Log'],
      detail: error.detail,
    };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    message: `Model Geometry hit a defect of its own: ${message}`,
    actions: ['Restart', 'Show Log'],
    detail: stack ?? '',
  };
}
