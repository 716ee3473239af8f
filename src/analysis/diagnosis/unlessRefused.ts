import { UserError } from '../../engine/userError.ts';
import type { Limit } from '../../report/report.ts';

/**
 * What `measure` gives; `undefined` where it throws a UserError, which becomes a limit that begins with `what`. For measures that a
 * report can do without: the model may refuse points that lie between its samples.
 */
export async function unlessRefused<T>(
  limits: Limit[],
  what: string,
  measure: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await measure();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    limits.push({ op: '', node: '', effect: `${what}: ${error.message}` });
    return undefined;
  }
}
