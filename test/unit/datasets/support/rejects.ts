import { strict as assert } from 'node:assert';
import { UserError, type UserErrorCode } from '../../../../src/engine/userError.ts';

/** Asserts that `work` fails with a sentence for the user that matches every pattern. */
export async function rejectsForUser(
  work: Promise<unknown> | (() => unknown),
  patterns: readonly RegExp[],
  code?: UserErrorCode,
): Promise<void> {
  await assert.rejects(
    async () => (typeof work === 'function' ? work() : work),
    (error: unknown) => {
      assert.ok(error instanceof UserError, `not a sentence for the user: ${String(error)}`);
      for (const pattern of patterns) assert.match(error.message, pattern);
      if (code !== undefined) assert.equal(error.code, code);
      return true;
    },
  );
}
