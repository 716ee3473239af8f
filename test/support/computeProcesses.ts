import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/**
 * Ids of the running compute processes below `ancestor`: this process in a test that started the window, the extension host in a
 * test inside it. Others may run on the machine meanwhile. Linux and macOS.
 */
export function computeProcesses(ancestor = process.pid): number[] {
  // A small Linux image has no ps.
  const entries = existsSync('/proc/self/status') ? entriesOfProc() : entriesOfPs();
  return entries
    .filter((entry) => /dist\/compute\.mjs\s*$/.test(entry.command))
    .filter((entry) => isBelow(entry, ancestor, entries))
    .map((entry) => entry.pid);
}

function isBelow(
  entry: ProcessEntry | undefined,
  ancestor: number,
  entries: readonly ProcessEntry[],
): boolean {
  if (entry === undefined) return false;
  if (entry.parent === ancestor) return true;
  const parent = entries.find(({ pid }) => pid === entry.parent);
  return isBelow(parent, ancestor, entries);
}

function entriesOfProc(): ProcessEntry[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
      return [{ pid: Number(name), parent: Number(parent), command }];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}

function entriesOfPs(): ProcessEntry[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return lines.split('\n').flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
