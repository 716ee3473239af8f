/** A point of the hull as a convex combination of at most d + 1 training rows. */
export interface ConvexCombination {
  /** Row numbers, distinct. */
  readonly rows: Int32Array;
  /** Same order; non-negative, summing to 1 within rounding. */
  readonly weights: Float64Array;
}

/** What proves a verdict, in the units of the data; `verifyCertificate` checks it without the solver. */
export type HullCertificate =
  | {
      readonly verdict: 'inside';
      readonly combination: ConvexCombination;
      /** ‖Σ weights · (row − query)‖₂ in float64; at most {@link hullTolerance} · diameter. */
      readonly residual: number;
    }
  | {
      readonly verdict: 'outside';
      /** w, about of unit length. */
      readonly direction: Float64Array;
      /** At most min over every training row of ⟨w, row − query⟩, and above 0: margin / ‖w‖ ≤ distance. */
      readonly margin: number;
      /** When distances were asked for: the hull point at distance `upper`. */
      readonly nearest?: ConvexCombination;
    }
  | { readonly verdict: 'undecided' };

/** Where one query lies with respect to the convex hull of the training rows (geometry-spec D22, D23). */
export interface HullVerdict {
  readonly verdict: HullCertificate['verdict'];
  /** Bounds on the 2-norm distance to the hull, in the units of the data; both 0 inside. */
  readonly lower: number;
  readonly upper: number;
  readonly certificate: HullCertificate;
  /** The query equals a training row, value for value. */
  readonly duplicate: boolean;
}

/**
 * Distances up to this share of the data's size count as zero: √(unit round-off), geometry-spec 1.11 (as in
 * DELAUNAYSPARSE after scaling to the unit ball). "Size" is the largest distance from the mean row, which is at most the
 * diameter, or 2⁻²⁴ of the mean row's own length where that is more (then the values' rounding is what counts). Inside
 * needs a residual up to it, outside a proved distance above it, so never both.
 */
export const hullTolerance = 1.5e-8;

/** The verdict on a query that equals training row `row`, value for value. */
export function duplicateVerdict(row: number): HullVerdict {
  const combination = { rows: Int32Array.of(row), weights: Float64Array.of(1) };
  return {
    verdict: 'inside',
    lower: 0,
    upper: 0,
    certificate: { verdict: 'inside', combination, residual: 0 },
    duplicate: true,
  };
}
