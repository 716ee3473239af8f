import { existsSync } from 'node:fs';

/** Resolves to whether the file came to be within `limitMs`. */
export async function untilExists(file: string, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!existsSync(file)) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
}
