import { readAnswersOf } from '../../datasets/answers.ts';
import { UserError } from '../../engine/userError.ts';
import type { RegionSubjectRequest } from '../../protocol/regionSubject.ts';
import type { Answered } from '../outputKind.ts';
import type { Rows } from '../rows.ts';

/** What the samples' answers say of the output; nothing where they cannot be read: regions need none. */
export async function answersOf(
  rows: Rows | undefined,
  { samples }: RegionSubjectRequest,
): Promise<Answered> {
  if (!rows || samples?.labels === undefined) return {};
  try {
    return await readAnswersOf(rows.dataset, samples.labels);
  } catch (error) {
    if (error instanceof UserError) return {};
    throw error;
  }
}
