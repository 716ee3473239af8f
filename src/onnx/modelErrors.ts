import { UserError } from '../engine/userError.ts';
import { MalformedError } from './wire/malformed.ts';

/** Result of an access to the model file at `path`, its failure as one sentence. */
export async function orUserError<T>(path: string, access: Promise<T>): Promise<T> {
  try {
    return await access;
  } catch (cause) {
    throw asUserError(path, cause);
  }
}

/** What the bytes of the model file at `path` or the file system are to blame for, as one sentence; any other error as it is. */
export function asUserError(path: string, error: unknown): unknown {
  if (error instanceof MalformedError) {
    const message = `${path} is not a usable ONNX model (${error.message}): export or download it again.`;
    return new UserError(message, { cause: error });
  }
  if (!isSystemError(error)) return error;
  return error.code === 'ENOENT'
    ? new UserError(`There is no file ${path}: check the path.`, {
        code: 'not-found',
        cause: error,
      })
    : new UserError(`${path} cannot be opened: check that you may read it.`, { cause: error });
}

/** What the system says of a file, and what Node.js says of a path that it does not even ask the system about. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return 'syscall' in error || error.code === 'ERR_INVALID_ARG_VALUE';
}
