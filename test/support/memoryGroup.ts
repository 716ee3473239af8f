import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A control group of Linux, as a container is one. */
export interface MemoryGroup {
  /** Moves a process in; what it takes from then on counts. */
  add(pid: number): void;
  /** Removes the group, which must be empty. */
  remove(): void;
}

/**
 * A group whose processes may take `bytes` together, then the kernel ends one; `undefined` where this process may make none, or the
 * kernel does not hold it to that.
 */
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
  const members = join(folder, 'cgroup.procs');
  try {
    const limit = isFirst ? 'memory.limit_in_bytes' : 'memory.max';
    writeFileSync(join(folder, limit), String(bytes), { flag: 'r+' });
    withoutSwap(folder, isFirst, bytes);
  } catch {
    remove();
    return undefined;
  }
  if (!isHeld(members, bytes)) {
    remove();
    return undefined;
  }
  return { add: (pid) => writeFileSync(members, String(pid)), remove };
}

/** What is swapped out would not count. A kernel without swap, or that does not count it, has no such file. */
function withoutSwap(folder: string, isFirst: boolean, bytes: number): void {
  const [file, most] = isFirst ? ['memory.memsw.limit_in_bytes', bytes] : ['memory.swap.max', 0];
  const path = join(folder, file);
  if (existsSync(path)) writeFileSync(path, String(most), { flag: 'r+' });
}

/** Whether the kernel ends a process of the group that takes ever more: some only seem to have control groups. */
function isHeld(members: string, bytes: number): boolean {
  const greedy = `
    require('node:fs').writeFileSync(${JSON.stringify(members)}, String(process.pid));
    Buffer.alloc(${64 * bytes}, 1);`;
  return spawnSync(process.execPath, ['-e', greedy]).signal === 'SIGKILL';
}
