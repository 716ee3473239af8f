import { type PositionMap, type SiteLayout, type SiteTap } from '../runner.ts';
import { type ActivationSite, countsActivity } from '../structure.ts';
import { boundaryDistance } from './boundaryDistance.ts';
import { type GraphFragment } from './graphFragment.ts';
import { type JoinedOutputs } from './joinedOutputs.ts';
import { largestByUnit, leastByUnit } from './overPositions.ts';
import { packedCodes } from './packedCodes.ts';
import { above, type ProbedValues, type SwitchCodes, switchCodes } from './switchCodes.ts';
import { unitCounts } from './unitCounts.ts';
import { addExtremes, type ExtremeOutputs, type RowWeights, unitExtremes } from './unitExtremes.ts';
import { type UnitLayout, unitLayout } from './unitLayout.ts';

/** Names of the {@link JoinedOutputs} that carry what is wanted of one site. */
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
  outputs: JoinedOutputs,
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
  const [counts, saturated] = wantsCounts && codes ? codes.terms.map(byUnit) : [];
  const isRoom = layout.units * positions <= mostPositionCounts;
  const map =
    counts && tap.positions && isRoom
      ? positionMap(probed.of(switched).dims, site, layout)
      : undefined;
  const byPosition = map && codes && fragment.op('MatMul', [rowWeights().value, codes.terms[0]!]);
  const softBand =
    wantsCounts && site.softBand
      ? byUnit(bandIndicators(fragment, tap, probed, layout))
      : undefined;
  const { distance, extremes } = distances(fragment, tap, probed, rowWeights);
  if (extremes) {
    const most = tap.extremes ?? 0;
    // Below operator set 10 rows out of reach fill the list up.
    addExtremes(outputs, extremes, layout.units, (rows) =>
      fragment.opset < 10 ? most : Math.min(most, rows),
    );
  }
  const ofUnits = (name: string | undefined) =>
    name && outputs.add(name, positions === 1 ? '1 × n' : 'n', () => layout.units);
  return {
    layout: {
      units: layout.units,
      positions,
      wordsPerRow: packed?.wordsPerRow ?? 0,
      bitsPerCode: packed?.bitsPerCode ?? 0,
      ...(map && { map }),
    },
    counts: ofUnits(counts),
    saturatedCounts: ofUnits(saturated),
    positionCounts: byPosition && outputs.add(byPosition, '1 × n', () => layout.units * positions),
    codes: packed && outputs.add(packed.value, packed.shape, (rows) => rows * packed.wordsPerRow),
    boundaryDistance: distance && outputs.add(distance, 'n', (rows) => rows),
    softBandCounts: ofUnits(softBand),
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
  return { terms: codes.terms.map(asRows), levels: codes.levels };
}
