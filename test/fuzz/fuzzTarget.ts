import { strict as assert } from 'node:assert';
import { isUserError } from '../../src/analysis/process/sessionErrors.ts';
import type { RandomGenerator } from '../../src/engine/stats/randomGenerator.ts';

/** What became of an input: a result, or one sentence for the user. Anything else is a finding. */
export type FuzzOutcome = 'accepted' | 'refused';

/** A door that strangers' bytes come through. */
export interface FuzzTarget {
  readonly name: string;
  /** How many of a mixed run's inputs it gets, next to the others. */
  readonly share: number;
  /** It runs native code on the input, in the product only ever in the compute process: that may end there, but for no more. */
  readonly runsNativeCode?: true;
  /** Makes one input in `folder` (its own, kept between inputs) from `rng` alone and feeds it. Throws what is a finding. */
  feed(rng: RandomGenerator, folder: string): Promise<FuzzOutcome>;
}

/** Longer than any sentence a notification or a terminal can show. */
const longestSentence = 3000;

/** Runs `work`; a UserError of one printable sentence is a refusal, any other error is thrown on. */
export async function outcomeOf(work: () => unknown): Promise<FuzzOutcome> {
  try {
    await work();
    return 'accepted';
  } catch (error) {
    if (!isUserError(error)) throw error;
    const { message } = error;
    assert.ok(message.length <= longestSentence, `a sentence of ${message.length} characters`);
    assert.match(message, /^\P{Cc}{10,}$/u, `not one sentence: ${JSON.stringify(message)}`);
    return 'refused';
  }
}

/** One of the items. */
export function pick<T>(rng: RandomGenerator, items: readonly T[]): T {
  return items[rng.integer(items.length)];
}
