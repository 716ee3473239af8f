import { strict as assert } from 'node:assert';

/** Whether a process of this id exists (an unreaped child still does). */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * Resolves as soon as `condition` holds; fails when it does not within `limitMs`. Without it the limit only ends a wait for
 * what will never come: it is far above what a busy machine needs.
 */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    assert.ok(performance.now() < end, `not within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
