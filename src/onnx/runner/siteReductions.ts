import { type PositionMap, type SiteLayout, type SiteTap } from '../runner.ts';
import { type ActivationSite, countsActivity } from '../structure.ts';
import { boundaryDistance } from './boundaryDistance.ts';
import { type CodeOutputs, codeOutputs } from './codeOutputs.ts';
import { type GraphFragment } from './graphFragment.ts';
import { largestByUnit, leastByUnit } from './overPositions.ts';
import { above, type ProbedValues } from './switchCodes.ts';
import { unitCounts } from './unitCounts.ts';
import { type ExtremeOutputs, type RowWeights, unitExtremes } from './unitExtremes.ts';
import { type UnitLayout, unitLayout } from './unitLayout.ts';

/** Names of the graph outputs that carry what is wanted of one site. */
export interface SiteOutputs extends CodeOutputs {
  readonly layout: SiteLayout;
  readonly boundaryDistance: string | undefined;
  /** Per unit, to be added up. */
  readonly softBandCounts: string | undefined;
  readonly extremes: ExtremeOutputs | undefined;
}

/** Adds the reductions of one site; counts by position only where they are at most `mostPositionCounts` numbers. */
export function siteReductions(
  fragment: GraphFragment,
  asked: SiteTap,
  probed: ProbedValues,
  rowWeights: () => RowWeights,
  mostPositionCounts = 0,
): SiteOutputs {
  const tap = withUnitsInPlace(asked, probed);
  const { site } = tap;
  const switched = ['window', 'winner'].includes(site.code.kind) ? site.output : site.preActivation;
  const layout = unitLayout(switched, site.unitAxis, probed);
  const positions = layout.before * layout.after;
  const counts = tap.counts && countsActivity(site);
  const isRoom = layout.units * positions <= mostPositionCounts;
  const map =
    counts && tap.positions && isRoom
      ? positionMap(probed.of(switched).dims, site, layout)
      : undefined;
  const wanted = {
    counts,
    codes: tap.codes && isCodable(site, fragment.opset),
    positionCounts: map !== undefined,
  };
  const switches = { tap, probed, layout, rowWeights };
  const { outputs, packing } = codeOutputs(fragment, switches, wanted);
  const softBand =
    counts && site.softBand
      ? softBandCounts(fragment, tap, probed, layout, rowWeights().value)
      : undefined;
  const { distance, extremes } = distances(fragment, tap, probed, rowWeights);
  Object.values(extremes ?? {}).forEach((name: string) => fragment.output(name));
  const output = (name: string | undefined) => name && fragment.output(name);
  return {
    ...outputs,
    layout: {
      units: layout.units,
      positions,
      wordsPerRow: packing.wordsPerRow,
      bitsPerCode: packing.bitsPerCode,
      ...(map && { map }),
    },
    boundaryDistance: output(distance),
    softBandCounts: output(softBand),
    extremes,
  };
}

/** `undefined` where a unit has no two axes of positions of its own, side by side. */
function positionMap(
  dims: readonly number[],
  { unitAxis }: ActivationSite,
  { before, after }: UnitLayout,
): PositionMap | undefined {
  if (dims.length !== 4 || (before > 1 && after > 1)) return undefined;
  const channelsLast = before > 1;
  const [height, width] = channelsLast ? dims.slice(1, 3) : dims.slice(unitAxis + 1);
  if (height === undefined || width === undefined || Math.min(height, width) < 2) return undefined;
  return { height, width, channelsLast };
}

/** What is taken from z itself, in rows × units; both start from the same reduction over positions. */
function distances(
  fragment: GraphFragment,
  { site, inverseNorms, extremes: count = 0 }: SiteTap,
  probed: ProbedValues,
  rowWeights: () => RowWeights,
): { distance?: string | undefined; extremes?: ExtremeOutputs | undefined } {
  if (!inverseNorms && count === 0) return {};
  const layout = unitLayout(site.preActivation, site.unitAxis, probed);
  const z = fragment.toFloat(site.preActivation, probed.of(site.preActivation).type);
  const least = leastByUnit(fragment, z, layout);
  const values = () => ({
    units: layout.units,
    largest: largestByUnit(fragment, z, layout),
    least,
  });
  return {
    distance: inverseNorms && boundaryDistance(fragment, site, inverseNorms, layout, least),
    extremes: count > 0 ? unitExtremes(fragment, count, values(), rowWeights()) : undefined,
  };
}

/**
 * The graph does not always tell the rank of z, and with it the axis of its units: where the norms of the layer are not as many as
 * the units there, the last axis of that length is it. Without one there are no distances.
 */
function withUnitsInPlace(tap: SiteTap, probed: ProbedValues): SiteTap {
  const { site, inverseNorms } = tap;
  const { dims } = probed.of(site.preActivation);
  if (inverseNorms === undefined || dims[site.unitAxis] === inverseNorms.length) return tap;
  const unitAxis = dims.lastIndexOf(inverseNorms.length);
  if (unitAxis > 0) return { ...tap, site: { ...site, unitAxis } };
  const { counts, codes } = tap;
  return { site, counts, codes };
}

/** A MaxPool tells where its maxima come from since operator set 8. */
function isCodable(site: ActivationSite, opset: number): boolean {
  return site.op !== 'MaxPool' || opset >= 8;
}

/** Per unit, the (row, position) pairs with z inside the soft band. */
function softBandCounts(
  fragment: GraphFragment,
  { site }: SiteTap,
  probed: ProbedValues,
  layout: UnitLayout,
  rowWeights: string,
): string {
  const [low, high] = site.softBand!.map((bound) =>
    above(fragment, site.preActivation, bound, probed),
  );
  const inside = fragment.op('Sub', [low!, high!]);
  const { before, units, after } = layout;
  const rows = layout.isFlat
    ? inside
    : fragment.reshapeRows(inside, [before * units * after], layout);
  return unitCounts(fragment, rows, layout, rowWeights);
}
