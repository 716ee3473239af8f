/** Codes someone branches on; everything else is `'input'`. */
export type UserErrorCode =
  'input' | 'not-found' | 'unsupported' | 'mismatch' | 'configuration' | 'no-classes';

/**
 * An error a user can act on: `message` is one sentence that names the file, node or array and says what to do.
 * Shells print the message alone; any other error is a defect of ours and keeps its stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: UserErrorCode;

  constructor(message: string, options: { code?: UserErrorCode; cause?: unknown } = {}) {
    super(oneLine(message), { cause: options.cause });
    this.code = options.code ?? 'input';
  }
}

/** What V8, Node.js and the native runtime say when there is no memory for a block of numbers. */
const noMemory = /allocation failed|bad_alloc|bad allocation|failed to allocate memory/i;

/** `error`, or a sentence for the user where it says that memory ran out or that the system kept a file from us, which is no defect. */
export function explainSystem(error: unknown): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  if (noMemory.test(error.message)) {
    const message = 'Memory ran out; run it again with fewer rows, or where there is more.';
    return new UserError(message, { cause: error });
  }
  if ('code' in error && 'syscall' in error && 'path' in error) {
    const message = `${String(error.path)} cannot be used (${error.message}): check that it is there and who may use it.`;
    return new UserError(message, { cause: error });
  }
  return error;
}

/** More than a notification or a terminal shows of one sentence. */
const longestMessage = 1200;

/**
 * A sentence as one printable line of at most about 1,200 letters, its middle left out beyond. Names in a stranger's file may hold
 * line breaks, commands to a terminal, marks that turn text round, or millions of letters.
 */
export function oneLine(message: string): string {
  const half = longestMessage / 2;
  const short =
    message.length <= longestMessage
      ? message
      : `${message.slice(0, half)} … ${message.slice(-half)}`;
  return printable(short.replaceAll(/\s+/g, ' '));
}

/** The text with every control character, mark of writing direction and half character replaced by "�". */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu,
    '\ufffd',
  );
}
