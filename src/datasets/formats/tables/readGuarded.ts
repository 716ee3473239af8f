import { UserError } from '../../../engine/userError.ts';

/** Runs a library over a file's bytes; what it throws over damaged ones becomes a sentence. `format`: "Parquet". */
export async function readGuarded<T>(
  path: string,
  format: string,
  run: () => T | Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      `${path} is a damaged ${format} file (${reason}): fetch or write it again.`,
      { cause },
    );
  }
}
