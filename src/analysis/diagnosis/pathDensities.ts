import { meanEstimate } from '../../engine/stats/meanEstimate.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { PathDensity, PathKind } from '../../report/regions/regionSections.ts';

/** One straight path after it was followed. */
export interface FollowedPath {
  readonly kind: PathKind;
  /** > 0. */
  readonly length: number;
  readonly regions: number;
  /** Bends by the switch layer that makes them, in graph order; their sum is `regions` − 1. */
  readonly bends: readonly number[];
}

/** Means by kind of path, kinds in order of first appearance; `layers` names what `bends` counts. */
export function pathDensities(
  paths: readonly FollowedPath[],
  layers: readonly string[],
): PathDensity[] {
  return [...new Set(paths.map(({ kind }) => kind))].map((kind) => {
    const ofKind = paths.filter((path) => path.kind === kind);
    const perUnitLength = ofKind.map(({ regions, length }) => regions / length);
    return {
      kind,
      paths: ofKind.length,
      regions: meanEstimate(ofKind.map(({ regions }) => regions)),
      perUnitLength: meanEstimate(perUnitLength),
      perUnitLengthSpread: summarise(perUnitLength),
      layers: layers.map((layer, index) => ({
        layer,
        crossings: meanEstimate(ofKind.map(({ bends }) => bends[index])),
        perUnitLength: meanEstimate(ofKind.map(({ bends, length }) => bends[index] / length)),
      })),
    };
  });
}
