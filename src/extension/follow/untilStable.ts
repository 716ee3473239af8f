/** Size and time of a file. */
export interface FileStamp {
  readonly size: number;
  /** When it was last written, ms since 1970. */
  readonly mtime: number;
}

/** A file that is written for longer than so many looks is given up until it changes again. */
const mostLooks = 150;

/**
 * Looks at a file until two looks in a row find the same, because a trainer writes it piece by piece. `wait` is the time between
 * two looks. `undefined` when the file is gone, empty or does not come to rest.
 */
export async function untilStable(
  look: () => Promise<FileStamp | undefined>,
  wait: () => Promise<void>,
): Promise<FileStamp | undefined> {
  let last = await look();
  for (let looks = 1; looks < mostLooks; looks++) {
    await wait();
    const stamp = await look();
    if (stamp?.size === last?.size && stamp?.mtime === last?.mtime) {
      return stamp !== undefined && stamp.size > 0 ? stamp : undefined;
    }
    last = stamp;
  }
  return undefined;
}
