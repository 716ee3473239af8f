import { once } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';

const checkEveryMs = 500;

/**
 * Starts the thread at `entry` (which must call {@link endWithParent}). The 'disconnect' event is not enough: a
 * native run blocks the main thread, and a parent that was killed would leave it computing for nobody. Resolves once
 * the thread is watching; before that, do not block this one, which the start of a thread may need.
 */
export async function startParentWatch(entry: URL): Promise<void> {
  const worker = new Worker(entry, { workerData: { parent: process.ppid } });
  await once(worker, 'message');
  worker.unref();
}

/** In the watching thread: ends this whole process within a second after its parent ended. */
export function endWithParent(): void {
  const { parent } = workerData as { parent: number };
  setInterval(() => {
    if (!isParentAlive(parent)) process.kill(process.pid, 'SIGKILL');
  }, checkEveryMs);
  parentPort?.postMessage('watching');
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
