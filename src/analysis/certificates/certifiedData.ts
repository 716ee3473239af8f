import type { DataSettings, PreprocessSettings } from '../../protocol/analysis.ts';
import type { Rows } from '../rows.ts';
import type { CertifiedData } from './certificateFile.ts';

/** Names a data file so that `verify` can read the same numbers again. */
export async function certifiedData(
  settings: DataSettings,
  rows: Rows,
  preprocess: PreprocessSettings,
  arrangedFor: readonly number[] | null,
  count = rows.rows,
): Promise<CertifiedData> {
  return {
    path: settings.samples,
    ...(settings.labels !== undefined && { labels: settings.labels }),
    sha256: await rows.dataset.sha256(),
    preprocess,
    arrangedFor,
    rows: count,
  };
}
