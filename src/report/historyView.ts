import type { Exactness } from '../engine/exactness.ts';

/** One headline figure over the runs of a model, or over models in order, as a page draws it. */
export interface HistoryView {
  readonly label: string;
  /** Oldest first; `null` where it was not measured. */
  readonly values: readonly (number | null)[];
  /** The values written out, an en dash where there is none. */
  readonly texts: readonly string[];
  /** How each value is known; absent where that was not kept, "exact" at a value that is `null`. */
  readonly exactness?: readonly Exactness[];
}
