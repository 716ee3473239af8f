import { openDataset } from '../../datasets/openDataset.ts';
import type { CertifiedFile } from './certificateFile.ts';

/** A data file, "FILE" or "FILE#ARRAY", with the hash of what it holds now. Throws UserError when it cannot be read. */
export async function certifiedFile(reference: string): Promise<CertifiedFile> {
  const dataset = await openDataset(reference);
  try {
    return { path: reference, sha256: await dataset.sha256() };
  } finally {
    await dataset.close();
  }
}
