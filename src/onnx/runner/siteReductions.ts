import { type PositionMap, type SiteLayout, type SiteTap } from '../runner.ts';
import { type ActivationSite, countsActivity } from '../structure.ts';
import { boundaryDistance } from './boundaryDistance.ts';
import { type GraphFragment } from './graphFragment.ts';
import { largestByUnit, leastByUnit } from './overPositions.ts';
import { packedCodes } from './packedCodes.ts';
import { above, type ProbedValues, type SwitchCodes, switchCodes } from './switchCodes.ts';
import { unitCounts } from './unitCounts.ts';
import { type ExtremeOutputs, type RowWeights, unitExtremes } from './unitExtremes.ts';
import { type UnitLayout, unitLayout } from './unitLayout.ts';

/** Names of the graph outputs that carry what is wanted of one site. */
export interface SiteOutputs {
  readonly layout: SiteLayout;
  readonly counts: string | undefined;
  /** Of a clip, with counts. */
  readonly saturatedCounts: string | undefined;
  readonly positionCounts: string | undefined;
  readonly codes: string | undefined;
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
  const wantsCounts = tap.counts && countsActivity(site);
  const wantsCodes = tap.codes && isCodable(site, fragment.opset);
  const codes = wantsCodes || wantsCounts ? rowCodes(fragment, tap, probed, layout) : undefined;
  const packed =
    wantsCodes && codes ? packedCodes(fragment, codes, layout.units * positions) : undefined;
  const byUnit = (indicators: string) =>
    unitCounts(fragment, indicators, layout, rowWeights().value);
  const coded = wantsCounts && codes ? byUnit(codes.value) : undefined;
  const saturated = coded && codes?.upper ? byUnit(codes.upper) : undefined;
  // The code of a saturated unit is 2.
  const counts = coded && saturated ? fragment.op('Sub', [coded, saturated]) : coded;
  const isRoom = layout.units * positions <= mostPositionCounts;
  const map =
    counts && tap.positions && isRoom
      ? positionMap(probed.of(switched).dims, site, layout)
      : undefined;
  const byPosition = map && codes && positionCounts(fragment, codes, rowWeights().value);
  const softBand =
    wantsCounts && site.softBand
      ? byUnit(bandIndicators(fragment, tap, probed, layout))
      : undefined;
  const { distance, extremes } = distances(fragment, tap, probed, rowWeights);
  Object.values(extremes ?? {}).forEach((name: string) => fragment.output(name));
  const output = (name: string | undefined) => name && fragment.output(name);
  return {
    layout: {
      units: layout.units,
      positions,
      wordsPerRow: packed?.wordsPerRow ?? 0,
      bitsPerCode: packed?.bitsPerCode ?? 0,
      ...(map && { map }),
    },
    counts: output(counts),
    saturatedCounts: output(saturated),
    positionCounts: output(byPosition),
    codes: output(packed?.value),
    boundaryDistance: output(distance),
    softBandCounts: output(softBand),
    extremes,
  };
}

/** Rows that are active, for each number of one sample; the code of a saturated one is 2. */
function positionCounts(
  fragment: GraphFragment,
  { value, upper }: SwitchCodes,
  rowWeights: string,
): string {
  const coded = fragment.op('MatMul', [rowWeights, value]);
  return upper === undefined
    ? coded
    : fragment.op('Sub', [coded, fragment.op('MatMul', [rowWeights, upper])]);
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

/** 1 where z lies inside the soft band, else 0, as rows × codes. */
function bandIndicators(
  fragment: GraphFragment,
  { site }: SiteTap,
  probed: ProbedValues,
  layout: UnitLayout,
): string {
  const [low, high] = site.softBand!.map((bound) =>
    above(fragment, site.preActivation, bound, probed),
  );
  const inside = fragment.op('Sub', [low!, high!]);
  const { before, units, after } = layout;
  return layout.isFlat ? inside : fragment.reshapeRows(inside, [before * units * after], layout);
}

/** Switch codes as rows × codes. */
function rowCodes(
  fragment: GraphFragment,
  tap: SiteTap,
  probed: ProbedValues,
  layout: UnitLayout,
): SwitchCodes {
  const codes = switchCodes(fragment, tap.site, probed, tap.inverseNorms !== undefined);
  const { dims } = probed.of(tap.site.output);
  const isFlat = tap.site.code.kind !== 'window' && dims.length === 2 && dims[0] === probed.rows;
  if (isFlat) return codes;
  const width = layout.before * layout.units * layout.after;
  const rowsFirst = tap.site.code.kind !== 'window' && dims[0] === probed.rows;
  const asRows = (value: string) => fragment.reshapeRows(value, [width], { rowsFirst });
  const { value, levels, upper } = codes;
  return { value: asRows(value), levels, ...(upper && { upper: asRows(upper) }) };
}
