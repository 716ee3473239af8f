import type { DataSettings, PreprocessSettings } from '../../protocol/analysis.ts';
import type { FurtherRows, Rows } from '../rows.ts';
import type { CertifiedData, CertifiedInput } from './certificateFile.ts';

/** Names data files so that `verify` can read the same numbers again. Rows `asStored` were arranged for no model. */
export async function certifiedData(
  settings: DataSettings,
  rows: Rows,
  { preprocess = {}, asStored = false, count = rows.rows }: CertifiedAs,
): Promise<CertifiedData> {
  const further = await Promise.all(rows.further.map((each) => certifiedInput(each, asStored)));
  return {
    path: settings.samples,
    ...(settings.labels !== undefined && { labels: settings.labels }),
    sha256: await rows.dataset.sha256(),
    preprocess,
    arrangedFor: asStored ? null : rows.parts[0],
    rows: count,
    ...(further.length > 0 && { further }),
  };
}

/** How rows were read. */
interface CertifiedAs {
  readonly preprocess?: PreprocessSettings;
  readonly asStored?: boolean;
  /** First rows used; all unless given. */
  readonly count?: number;
}

async function certifiedInput(
  { input, reference, rows }: FurtherRows,
  asStored: boolean,
): Promise<CertifiedInput> {
  const sha256 = await rows.dataset.sha256();
  return { input, path: reference, sha256, arrangedFor: asStored ? null : rows.shape };
}
