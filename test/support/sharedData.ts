import { existsSync } from 'node:fs';
import { join } from 'node:path';

const shared = join(import.meta.dirname, '..', '..', '..', 'shared');

/** Path of a file of `../shared` (beside the repository), or `undefined` where it is not at hand: skip the test then. */
export const sharedPath = (...parts: string[]): string | undefined => {
  const path = join(shared, ...parts);
  return existsSync(path) ? path : undefined;
};
