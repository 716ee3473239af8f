import { totalmem } from 'node:os';

/** Of the memory there is, to one matrix of training rows: it is there twice while it is priced, beside the model and the runtime. */
const share = 1 / 4;
const bytesPerNumber = 4;

/**
 * float32 numbers of one matrix that are held in memory where the user set no limit: `most`, or what a quarter of the memory of
 * this machine, or of its container, holds. `memory` is in bytes.
 */
export function heldNumbers(most: number, memory: number = memoryOfThisProcess()): number {
  return Math.min(most, Math.floor((share * memory) / bytesPerNumber));
}

/** Bytes; a container's limit counts where there is one (cgroup v1 and v2). */
function memoryOfThisProcess(): number {
  // 0 where unknown, 2^63 or more where there is no limit.
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
