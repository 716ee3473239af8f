import type { DiagnoseRequest } from './analysis.ts';

/** Asks for a model without the units that are certified never to be active in the range of its data. */
export interface PruneRequest extends Pick<
  DiagnoseRequest,
  'model' | 'train' | 'test' | 'preprocess' | 'input' | 'set' | 'threads' | 'seed'
> {
  /** Absolute path of the file to write; must not be the model. */
  readonly output: string;
}

/** What was taken out, and how the result was checked. */
export interface PruneResult {
  readonly output: string;
  readonly removed: readonly { readonly layer: string; readonly units: readonly number[] }[];
  readonly parameters: { readonly before: number; readonly after: number };
  /** Every sample run through both models. */
  readonly check: {
    readonly samples: number;
    /** Largest |difference| of a class score, and the largest |score|: the sums are the same but for rounding. */
    readonly largestDifference: number;
    readonly largestScore: number;
  };
}

/** Method of the compute process that writes pruned models. */
export interface PruneMethods {
  pruneModel(request: PruneRequest): PruneResult;
}
