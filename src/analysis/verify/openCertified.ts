import { UserError } from '../../engine/userError.ts';
import type { DataSettings } from '../../protocol/analysis.ts';
import type { CertifiedData, CertifiedFile } from '../certificates/certificateFile.ts';
import { openJoinedRows } from '../inputs/joinedRows.ts';
import type { Rows } from '../rows.ts';

/** The rows a certificate names, as they were read for it. Throws UserError when a file is missing, has changed or has fewer rows. */
export async function openCertified(data: CertifiedData): Promise<Rows> {
  const { arrangedFor, further = [] } = data;
  const shapes = [arrangedFor, ...further.map((each) => each.arrangedFor)];
  const named = further.map(({ input, path }) => ({ input: { name: input }, file: path }));
  const rows = await openJoinedRows(certifiedSettings(data), data.preprocess, shapes, named);
  try {
    refuseChanged(data, await rows.dataset.sha256());
    for (const [i, each] of further.entries()) {
      refuseChanged(each, await rows.further[i].rows.dataset.sha256());
    }
    if (rows.rows !== data.rows) {
      throw new UserError(`${data.path} has ${rows.rows} rows, not ${data.rows}; ${runAgain}.`);
    }
    return rows;
  } catch (error) {
    await rows.close();
    throw error;
  }
}

/** Certified data as settings name them. */
export function certifiedSettings({
  path,
  rows,
  labels,
  further = [],
}: CertifiedData): DataSettings {
  return {
    samples: path,
    limit: rows,
    ...(labels !== undefined && { labels }),
    ...(further.length > 0 && {
      set: Object.fromEntries(further.map((each) => [each.input, each.path])),
    }),
  };
}

/** Throws UserError unless the file still has the SHA-256 it was certified with. */
export function refuseChanged({ path, sha256 }: CertifiedFile, found: string): void {
  if (found === sha256) return;
  throw new UserError(`${path} has changed since the certificates were made; ${runAgain}.`);
}

const runAgain = 'run the command that made the certificates again';
