import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';

/** Whether a process of this id runs. One that ended and waits for its parent to notice does not: the first process of a container may never look. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // Without /proc nobody can tell; or it is gone by now.
    return false;
  }
}

/**
 * Resolves as soon as `condition` holds; fails when it does not within `limitMs`. Without it the limit only ends a wait for
 * what will never come: it is far above what a busy machine needs.
 */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  limitMs = 170_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    assert.ok(performance.now() < end, `not within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
