import { UserError } from '../engine/userError.ts';
import { MalformedError } from './wire/malformed.ts';

/** Result of an access to the model file at `path`, its failure as one sentence. */
export async function orUserError<T>(path: string, access: Promise<T>): Promise<T> {
  try {
    return await access;
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw missing
      ? new UserError(`There is no file ${path}: check the path.`, { code: 'not-found', cause })
      : new UserError(`${path} cannot be opened: check that you may read it.`, { cause });
  }
}

/** A {@link MalformedError} as one sentence on the model file at `path`; any other error as it is. */
export function asUserError(path: string, error: unknown): unknown {
  if (!(error instanceof MalformedError)) return error;
  return new UserError(
    `${path} is not a usable ONNX model (${error.message}): export or download it again.`,
    { cause: error },
  );
}
