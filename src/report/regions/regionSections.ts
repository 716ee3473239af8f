import type { MeanEstimate } from '../../engine/stats/meanEstimate.ts';
import type { Summary } from '../../engine/stats/summary.ts';

/** What straight paths join: samples of one class or of two, any two samples, or a sample and uniform noise. */
export type PathKind = 'same-class' | 'different-class' | 'random' | 'noise';

/** Regions along the straight paths of one kind (geometry-spec D16). */
export interface PathDensity {
  readonly kind: PathKind;
  readonly paths: number;
  /** Affine pieces on a path. */
  readonly regions: MeanEstimate;
  /** The same over the path's length. */
  readonly perUnitLength: MeanEstimate;
  readonly perUnitLengthSpread: Summary;
  /** Switch layers in graph order; a bend at which several switch counts for the first of them. */
  readonly layers: readonly LayerCrossings[];
  /** With noise: the samples, first of the set, whose range box it fills uniformly. */
  readonly noiseRows?: number;
}

export interface LayerCrossings {
  readonly layer: string;
  /** Bends that the layer puts on a path. */
  readonly crossings: MeanEstimate;
  readonly perUnitLength: MeanEstimate;
}
