import type { RequestProgress } from '../analysis/process/session.ts';

/** "Hull in input, 45%, about 40 s left" with the words for the time left ("" = unknown); the stage alone when the total is not known. */
export function progressText({ stage, done, total }: RequestProgress, left = ''): string {
  const share = shareDone({ stage, done, total });
  const parts = share === null ? [stage] : [stage, `${Math.floor(share * 100)}%`, left];
  return parts.filter((part) => part !== '').join(', ');
}

/** Share of the stage that is done, in [0, 1]; `null` when the total is not known. */
export function shareDone({ done, total }: RequestProgress): number | null {
  return total > 0 ? Math.min(1, done / total) : null;
}
