import type { Preprocess } from '../dataset.ts';

/** Samples and what belongs to them, as in model-geometry.json and on the command line. */
export interface DataSetting {
  /** "file" or "file#array", absolute. */
  readonly samples: string;
  readonly labels?: string;
  /** The user's own features of the same samples, row by row. */
  readonly features?: string;
  /** The first N rows; absent = all. */
  readonly limit?: number;
  /** What further inputs of the model take for these samples, by name: "file" or "file#array", absolute. */
  readonly set?: Readonly<Record<string, string>>;
}

/** What model-geometry.json says about one model; the names are those of the command line. */
export interface ModelSettings {
  readonly train?: DataSetting;
  readonly test?: DataSetting;
  readonly preprocess?: Preprocess;
  readonly input?: string;
  /** What further inputs take, by name: a number everywhere, or "file" or "file#array", absolute. */
  readonly set?: Readonly<Record<string, number | string>>;
  /** The part of the model from this tensor on … */
  readonly from?: string;
  /** … up to this one. */
  readonly to?: string;
  readonly spaces?: readonly string[];
  /** Also sweep hull rates over dimension, number of training rows and layers (D35). */
  readonly sweep?: boolean;
  /** By rule name. */
  readonly thresholds?: Readonly<Record<string, number>>;
  readonly seed?: number;
  readonly threads?: number;
}
