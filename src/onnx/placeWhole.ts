import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What {@link placeWhole} cannot know of a file or folder. */
export interface Placing {
  /** Whether the target is there and right, made by this process or another. */
  readonly isPlaced: () => boolean;
  /** Whether a name in the target's folder is of an unfinished or replaced one. */
  readonly isLeftover: (name: string) => boolean;
}

/** On Windows a scanner may hold a new file for a moment, and a rename is refused meanwhile. */
const renameTries = 20;
const renamePauseMs = 100;
const heldCodes = new Set(['EACCES', 'EBUSY', 'EPERM']);

/**
 * Puts a file or folder at `target` so that nobody ever sees half of it: `make` writes it under a name of this process's own, which is
 * then renamed. Where another process was faster its result stands. Leftovers are removed, also those that another process is
 * still writing: it will find the target in place. Throws what the file system throws when the target is not there in the end.
 */
export function placeWhole(target: string, make: (part: string) => void, placing: Placing): void {
  const part = `${target}.part-${process.pid}`;
  try {
    rmSync(part, { recursive: true, force: true });
    make(part);
    renamePatiently(part, target, placing);
  } catch (error) {
    remove(part);
    if (!placing.isPlaced()) throw error;
  }
  for (const name of readdirSync(dirname(target)))
    if (name !== basename(target) && placing.isLeftover(name)) remove(join(dirname(target), name));
}

function renamePatiently(part: string, target: string, { isPlaced }: Placing): void {
  for (let tries = 1; ; tries++) {
    try {
      return renameSync(part, target);
    } catch (error) {
      const isHeld = heldCodes.has((error as NodeJS.ErrnoException).code ?? '');
      if (!isHeld || tries === renameTries || isPlaced()) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, renamePauseMs);
    }
  }
}

/** What the system holds or this user may not remove stays. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // It is tried again when the next version is unpacked.
  }
}
