import type { PreprocessSettings } from '../../protocol/analysis.ts';

/** A file and the numbers it held. */
export interface CertifiedFile {
  /** "FILE" or "FILE#ARRAY", absolute. */
  readonly path: string;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
}

/** One array file as certificates name it: enough to read the very same numbers again. */
export interface CertifiedData extends CertifiedFile {
  /** The labels' reference, which in a CSV names a column that is not a coordinate. */
  readonly labels?: string;
  readonly preprocess: PreprocessSettings;
  /** Shape of the model input the rows were arranged for, without the batch axis; `null` = as stored. */
  readonly arrangedFor: readonly number[] | null;
  /** First rows used. */
  readonly rows: number;
  /** What stands behind each row, in this order: one of the same row, or the only one, of the file of a further input. */
  readonly further?: readonly CertifiedInput[];
}

/** The file of a further input. */
export interface CertifiedInput extends CertifiedFile {
  readonly input: string;
  /** As {@link CertifiedData.arrangedFor}. */
  readonly arrangedFor: readonly number[] | null;
}

/** A model whose values certificates speak of. */
export interface CertifiedModel extends CertifiedFile {
  /** The input that rows are fed to: the first of those they are fed to. */
  readonly input: string;
  /** What its other inputs were held at: a number, or the one row of a file. */
  readonly set?: Readonly<Record<string, number | CertifiedFile>>;
}

/** The map from (preprocessed) rows to the space the verdicts are about; `null` = the rows themselves. */
export type CertifiedSpace =
  | null
  | {
      readonly pca: number;
      /** Length d. */
      readonly mean: readonly number[];
      /** pca × d, orthonormal rows. */
      readonly basis: readonly (readonly number[])[];
    }
  | {
      /** 1 where a value exceeds it, else 0. */
      readonly threshold: number;
    }
  | {
      /** A value inside a model; verifying runs the model again. */
      readonly model: CertifiedModel;
      readonly value: string;
    };

/** A verdict and what proves it. Row numbers count training rows, `index` counts test rows, both from 0. */
export type StoredCertificate =
  | {
      readonly index: number;
      readonly verdict: 'inside';
      /** Training rows whose convex combination is the sample. */
      readonly rows: readonly number[];
      /** Non-negative, summing to 1. */
      readonly weights: readonly number[];
      /** ‖Σ weights · rows − sample‖₂. */
      readonly residual: number;
    }
  | {
      readonly index: number;
      readonly verdict: 'outside';
      /** w with min over training rows of ⟨w, x⟩ − ⟨w, sample⟩ = margin > 0. */
      readonly direction: readonly number[];
      readonly margin: number;
      /** With --distance: a point of the hull, as a convex combination, at distance `upper`; margin / ‖w‖ = `lower`. */
      readonly nearest?: { readonly rows: readonly number[]; readonly weights: readonly number[] };
      readonly lower?: number;
      readonly upper?: number;
    }
  | {
      readonly index: number;
      readonly verdict: 'undecided';
      readonly lower: number;
      readonly upper: number;
    };

/** The certificates of one space. A `hull` run writes one of these, a `diagnose` run a list. */
export interface CertificateSet {
  readonly train: CertifiedData;
  readonly test: CertifiedData;
  /** As the report names it: "input", "pca:10", "layer:…". */
  readonly name: string;
  readonly space: CertifiedSpace;
  readonly certificates: readonly StoredCertificate[];
}
