import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A control group of Linux, as a container is one. */
export interface MemoryGroup {
  /** Moves a process in; what it takes from then on counts. */
  add(pid: number): void;
  /** Removes the group, which must be empty. */
  remove(): void;
}

/** A group whose processes may take `bytes` together, then the kernel ends one; `undefined` where this process may make none. */
export function memoryGroup(bytes: number): MemoryGroup | undefined {
  const root = '/sys/fs/cgroup';
  const isFirst = existsSync(join(root, 'memory'));
  const folder = join(root, isFirst ? 'memory' : '', `model-geometry-test-${process.pid}`);
  try {
    mkdirSync(folder);
  } catch {
    return undefined;
  }
  const remove = (): void => rmdirSync(folder);
  try {
    const limit = isFirst ? 'memory.limit_in_bytes' : 'memory.max';
    writeFileSync(join(folder, limit), String(bytes), { flag: 'r+' });
  } catch {
    remove();
    return undefined;
  }
  return {
    add: (pid) => writeFileSync(join(folder, 'cgroup.procs'), String(pid)),
    remove,
  };
}
