/** Codes someone branches on; everything else is `'input'`. */
export type UserErrorCode = 'input' | 'not-found' | 'unsupported' | 'mismatch' | 'configuration';

/**
 * An error a user can act on: `message` is one sentence that names the file, node or array and says what to do.
 * Shells print the message alone; any other error is a defect of ours and keeps its stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: UserErrorCode;

  constructor(message: string, options: { code?: UserErrorCode; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = options.code ?? 'input';
  }
}
