/** How far a number may be trusted (geometry-spec 1.1). */
export type Exactness =
  'exact' | 'certified-lower' | 'certified-upper' | 'estimate' | 'heuristic' | 'undecided';
