/** One headline figure over the runs of a model, as the page draws it. */
export interface HistoryView {
  readonly label: string;
  /** One value a run, oldest first; `null` where that run did not measure it. */
  readonly values: readonly (number | null)[];
  /** The last value, written out. */
  readonly text: string;
  /** The value before it, written out; `null` when there is none. */
  readonly before: string | null;
}
