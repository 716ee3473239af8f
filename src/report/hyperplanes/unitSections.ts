import type { Picture } from '../extrapolation/extrapolationSection.ts';

/** How near samples come to the hyperplane of each unit, and which of them excite it most. Arrays are indexed by unit. */
export interface UnitExtremesSection {
  /**
   * Where the distances are measured. "input": the layer reads the model's input as it is, so they are exact distances there, and
   * comparable between models. "layer": the layer's own input space (conv: of the patches), which a rescaling of the layers before
   * would stretch.
   */
  readonly space: 'input' | 'layer';
  /** Distance of the nearest sample (conv: of its nearest position), |z| / ‖w‖; `null` where ‖w‖ = 0. */
  readonly nearest: readonly (number | null)[];
  /** The same distance on average over the samples. */
  readonly mean: readonly (number | null)[];
  readonly top: TopSamples;
}

/** The samples with the largest pre-activation of each unit: entry `unit · perUnit + i` is the i-th of the unit, largest first. */
export interface TopSamples {
  readonly perUnit: number;
  /** Rows of the section's set, 0-based. */
  readonly samples: readonly number[];
  /** Their pre-activations z (conv: at the position where it is largest). */
  readonly activations: readonly number[];
}

/** A sample that some unit is excited by, as an image. */
export interface SamplePicture {
  readonly sample: number;
  readonly picture: Picture;
}
