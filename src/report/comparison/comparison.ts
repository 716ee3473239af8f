import type { Exactness } from '../../engine/exactness.ts';
import type { Summary } from '../../engine/stats/summary.ts';
import type { OutputKind, SampleSource } from '../report.ts';

/** `compare --json`: partition drift between two models on the same samples (geometry-spec D49); exact for the samples. */
export interface Comparison {
  readonly first: string;
  readonly second: string;
  readonly samples: SampleSource;
  /** Samples that a run which was ended early did not reach; absent where there are none. */
  readonly notReached?: number;
  readonly sites: readonly SiteDrift[];
  /** Names of sites that have no counterpart in the other model. */
  readonly unmatched: { readonly first: readonly string[]; readonly second: readonly string[] };
  /** Of the shares of flipped units and changed samples: "exact" where every switch compared is, else "heuristic". */
  readonly exactness?: Exactness;
  /** Share of samples with any switch in another segment, over all sites compared; `null` when no site could be. */
  readonly changedSamples: number | null;
  /** What the outputs mean; "classes" where absent. */
  readonly outputs?: OutputKind;
  /**
   * Samples whose winning class differs, or the sign of their one output: how many, and their indices; `null` where the outputs name
   * no classes.
   */
  readonly decisions: { readonly changed: number; readonly samples: readonly number[] } | null;
  /** Per sample, the largest |difference| of a class score or of another number of the output. */
  readonly scoreDifference: Summary;
  /**
   * ‖B − A‖₂/‖A‖₂ of the outputs A and B of all samples together: the root-mean-square difference relative to the first model's
   * outputs; `null` where those are all 0.
   */
  readonly relativeDifference?: number | null;
  /** ‖f(x) − target‖₂ of the samples for both models, with numbers to predict. */
  readonly errors?: { readonly first: Summary; readonly second: Summary };
  /** How much the slopes of the class scores or outputs changed, in float64; `null` where either model is not piecewise linear. */
  readonly slopeChange?: SlopeChange | null;
  /** Of both models, with labels. */
  readonly accuracy: { readonly first: number; readonly second: number } | null;
}

/** ‖ΔA‖/‖A‖ of the slopes A of the class scores or outputs, in the Frobenius norm: the continuous part of a drift (geometry-spec D49). */
export interface SlopeChange {
  /** At the first samples none of whose switches changed; `null` when there is none, or the first model is flat at all of them. */
  readonly unchanged: { readonly samples: number; readonly change: Summary } | null;
  /** At the first samples with a switch in another segment. */
  readonly changed: { readonly samples: number; readonly change: Summary } | null;
}

/** How the switches of one site differ between two models on the same samples (geometry-spec D49). */
export interface SiteDrift {
  /** Name in the first model, and in the second where it differs. */
  readonly layer: string;
  readonly secondLayer: string;
  readonly op: string;
  /** Units × positions. */
  readonly units: number;
  /** "exact" where the switch and all before it are piecewise linear in both models, else "heuristic". */
  readonly exactness?: Exactness;
  /** Share of (sample, unit) pairs in another segment; `null` for codes of winners, which are compared as wholes. */
  readonly flipRate: number | null;
  /** Share of samples with at least one switch in another segment. */
  readonly changedSamples: number;
  /**
   * The same share within each quarter of the samples by their distance to the nearest hyperplane in the first model, nearest
   * first; `null` where that distance is not defined.
   */
  readonly changedByDistance: readonly number[] | null;
}
