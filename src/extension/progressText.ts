import type { RequestProgress } from '../analysis/process/session.ts';

/** "hull:input, 45 %"; the stage alone when the total is not known. */
export function progressText({ stage, done, total }: RequestProgress): string {
  const share = shareDone({ stage, done, total });
  return share === null ? stage : `${stage}, ${Math.floor(share * 100)} %`;
}

/** Share of the stage that is done, in [0, 1]; `null` when the total is not known. */
export function shareDone({ done, total }: RequestProgress): number | null {
  return total > 0 ? Math.min(1, done / total) : null;
}
