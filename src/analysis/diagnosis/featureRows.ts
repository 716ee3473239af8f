import { UserError } from '../../engine/userError.ts';
import type { DataSettings } from '../../protocol/analysis.ts';
import { openRows, type Rows } from '../rows.ts';

/** The user's own features of one side, opened. */
export interface FeatureRows {
  readonly settings: DataSettings;
  readonly rows: Rows;
}

/** Opens a side's own features as they are stored. Throws UserError when there are none or too few of them. */
export async function openFeatures(
  side: DataSettings | undefined,
  name: 'train' | 'test',
  samples: number,
): Promise<FeatureRows> {
  if (side?.features === undefined) {
    throw new UserError(
      `The space "features" needs --${name}-features, an array with a row a sample.`,
    );
  }
  const settings = { samples: side.features, limit: samples };
  const rows = await openRows(settings, {}, null);
  if (rows.rows === samples) return { settings, rows };
  await rows.close();
  throw new UserError(
    `${side.features} has ${rows.rows} rows but ${side.samples} has ${samples} samples; give one row of features for each.`,
    { code: 'mismatch' },
  );
}

/** Throws UserError when the test features are not as wide as the training features. */
export function refuseOtherWidth(width: number, { settings, rows }: FeatureRows): void {
  if (rows.dimension === width) return;
  throw new UserError(
    `${settings.samples} has rows of ${rows.dimension} features but the training features have ${width}; compute both alike.`,
    { code: 'mismatch' },
  );
}
