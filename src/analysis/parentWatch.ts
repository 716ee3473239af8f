import { Worker, workerData } from 'node:worker_threads';

const checkEveryMs = 500;

/**
 * Starts the thread at `entry` (which must call {@link endWithParent}). The 'disconnect' event is not enough: a
 * native run blocks the main thread, and a parent that was killed would leave it computing for nobody.
 */
export function startParentWatch(entry: URL): void {
  new Worker(entry, { workerData: { parent: process.ppid } }).unref();
}

/** In the watching thread: ends this whole process within a second after its parent ended. */
export function endWithParent(): void {
  const { parent } = workerData as { parent: number };
  setInterval(() => {
    if (!isParentAlive(parent)) process.kill(process.pid, 'SIGKILL');
  }, checkEveryMs);
}

function isParentAlive(parent: number): boolean {
  // POSIX gives an orphan a new parent at once; Windows keeps the number, so ask for the process too.
  if (process.ppid !== parent) return false;
  try {
    return process.kill(parent, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
