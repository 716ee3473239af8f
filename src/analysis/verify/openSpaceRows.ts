import type { ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import type { CertificateSet } from '../certificates/certificateFile.ts';
import type { Rows } from '../rows.ts';
import { openCertified } from './openCertified.ts';
import type { SpaceRows } from './checkSet.ts';
import { modelFeatures } from './modelFeatures.ts';

export interface OpenedSpace {
  readonly train: SpaceRows;
  readonly test: SpaceRows;
  close(): Promise<void>;
}

/**
 * Opens the data a certificate set names, and maps its rows to the set's space in float64.
 * Throws UserError when a file is missing, has changed (SHA-256) or has fewer rows than were certified.
 */
export async function openSpaceRows(
  set: CertificateSet,
  progress: ProgressSink,
): Promise<OpenedSpace> {
  const opened: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const resource of opened.reverse()) await resource.close();
  };
  try {
    const sides: Rows[] = [];
    for (const data of [set.train, set.test]) {
      const rows = await openCertified(data);
      opened.push(rows);
      sides.push(rows);
    }
    const [train, test] = sides;
    const { space } = set;
    if (space === null) return { train: asStored(train), test: asStored(test), close };
    if ('pca' in space)
      return { train: projected(train, space), test: projected(test, space), close };
    if ('threshold' in space) {
      const { threshold } = space;
      return { train: binary(train, threshold), test: binary(test, threshold), close };
    }
    const features = await modelFeatures(space, set.train, train, progress);
    opened.push(features);
    return { train: await features.rows(train), test: await features.rows(test), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function asStored(source: Rows): SpaceRows {
  return {
    rows: source.rows,
    dimension: source.dimension,
    read: async (start, end) => Float64Array.from(await source.read(start, end)),
  };
}

/** 1 where a value exceeds the threshold, else 0. */
function binary(source: Rows, threshold: number): SpaceRows {
  return {
    rows: source.rows,
    dimension: source.dimension,
    read: async (start, end) =>
      Float64Array.from(await source.read(start, end), (value) => (value > threshold ? 1 : 0)),
  };
}

/** basis · (x − mean) in float64, one dot product at a time. */
function projected(
  source: Rows,
  space: { readonly mean: readonly number[]; readonly basis: readonly (readonly number[])[] },
): SpaceRows {
  const { mean, basis } = space;
  const d = source.dimension;
  if (mean.length !== d || basis.some((axis) => axis.length !== d)) {
    throw new UserError(`The basis in the certificates does not have the data's ${d} dimensions.`);
  }
  return {
    rows: source.rows,
    dimension: basis.length,
    read: async (start, end) => {
      const block = await source.read(start, end);
      const result = new Float64Array((end - start) * basis.length);
      for (let row = 0; row < end - start; row++) {
        basis.forEach((axis, k) => {
          let sum = 0;
          for (let j = 0; j < d; j++) sum += axis[j] * (block[row * d + j] - mean[j]);
          result[row * basis.length + k] = sum;
        });
      }
      return result;
    },
  };
}
