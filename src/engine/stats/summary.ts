/** Nine-number summary of a sample; every field is finite. */
export interface Summary {
  readonly min: number;
  readonly q05: number;
  readonly q25: number;
  readonly median: number;
  readonly mean: number;
  readonly q75: number;
  readonly q95: number;
  readonly max: number;
  /** Population standard deviation. */
  readonly std: number;
}
