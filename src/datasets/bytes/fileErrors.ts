import { UserError } from '../../engine/userError.ts';

function hasCode(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** Turns what the file system or zlib threw about `path` into one sentence for the user; other errors come back unchanged. */
export function fileError(path: string, cause: unknown): unknown {
  if (cause instanceof UserError || !hasCode(cause)) return cause;
  const { code } = cause;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new UserError(`${path} does not exist: check the path.`, { code: 'not-found', cause });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new UserError(`${path}: permission denied: check who may read and write it.`, { cause });
  }
  if (code === 'Z_MEM_ERROR' || code === 'ENOMEM') {
    return new UserError(
      `${path} could not be read: memory ran out; run it again with fewer rows, or where there is more.`,
      { cause },
    );
  }
  if (code.startsWith('Z_')) {
    return new UserError(
      `${path} is truncated or damaged (${cause.message}): fetch or write it again.`,
      {
        cause,
      },
    );
  }
  return new UserError(`${path} could not be read (${cause.message}).`, { cause });
}
