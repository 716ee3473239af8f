import { type CodeTiling, type SiteLayout, type SiteTap } from '../runner.ts';
import { type GraphFragment } from './graphFragment.ts';
import { type CodePacking, codePacking, packedCodes } from './packedCodes.ts';
import { pictureCodes, wordsPerRow } from './pictureCodes.ts';
import { type ProbedValues, type SwitchCodes, switchCodes } from './switchCodes.ts';
import { unitCounts } from './unitCounts.ts';
import { type RowWeights } from './unitExtremes.ts';
import { type UnitLayout } from './unitLayout.ts';
import { windowWinners } from './windowWinners.ts';

/** Names of the graph outputs that carry the switches of a site. */
export interface CodeOutputs {
  readonly counts?: string;
  /** Of a clip, with counts. */
  readonly saturatedCounts?: string;
  readonly positionCounts?: string;
  readonly codes?: string;
  /** Where counts are those of bits of the codes; the ones above are absent then. */
  readonly picture?: PictureOutputs;
  /** What tells the codes of pooling windows where `codes` does not. */
  readonly windows?: WindowOutputs;
}

/** See {@link import('./windowWinners.ts').WindowWinners}. */
export interface WindowOutputs {
  readonly sums: string;
  /** Of one row. */
  readonly count: number;
  readonly elements: number;
  readonly packing: CodePacking;
}

/** Codes of rows × words, whether or not they are asked for, and what is to be counted in them. */
export interface PictureOutputs {
  readonly words: string;
  readonly tiling: CodeTiling;
  readonly counts: boolean;
  readonly positionCounts: boolean;
}

export interface SwitchedSite {
  readonly tap: SiteTap;
  readonly probed: ProbedValues;
  /** Of the value that has a code for each number. */
  readonly layout: UnitLayout;
  readonly rowWeights: () => RowWeights;
}

export interface WantedOfCodes {
  readonly counts: boolean;
  readonly codes: boolean;
  readonly positionCounts: boolean;
}

interface PackedOutputs {
  readonly outputs: CodeOutputs;
  readonly packing: Pick<SiteLayout, 'wordsPerRow' | 'bitsPerCode'>;
}

const noPacking = { wordsPerRow: 0, bitsPerCode: 0 };

/** Adds what is wanted of the switches of a site. */
export function codeOutputs(
  fragment: GraphFragment,
  site: SwitchedSite,
  wanted: WantedOfCodes,
): PackedOutputs {
  if (!wanted.counts && !wanted.codes) return { outputs: {}, packing: noPacking };
  return (
    ofPicture(fragment, site, wanted) ??
    (wanted.codes ? ofWindows(fragment, site) : undefined) ??
    ofNumbers(fragment, site, wanted)
  );
}

/** By convolutions alone, which read each other's results as they lie in memory; `undefined` where units are no pictures. */
function ofPicture(
  fragment: GraphFragment,
  { tap, probed, layout }: SwitchedSite,
  { counts, codes, positionCounts }: WantedOfCodes,
): PackedOutputs | undefined {
  const readsPreActivation = tap.inverseNorms !== undefined;
  const packed = pictureCodes(fragment, tap.site, probed, layout, readsPreActivation);
  if (!packed) return undefined;
  const { tiling } = packed;
  const words = fragment.output(
    fragment.reshapeRows(packed.value, [wordsPerRow(tiling)], { rowsFirst: true }),
  );
  return {
    outputs: { ...(codes && { codes: words }), picture: { words, tiling, counts, positionCounts } },
    packing: codes
      ? { wordsPerRow: wordsPerRow(tiling), bitsPerCode: tiling.bitsPerCode }
      : noPacking,
  };
}

/** By convolutions, too; the winners are found in what they tell of all elements. `undefined` for other sites than such pools. */
function ofWindows(
  fragment: GraphFragment,
  { tap, probed, layout }: SwitchedSite,
): PackedOutputs | undefined {
  const winners = windowWinners(fragment, tap.site, probed, layout);
  if (!winners) return undefined;
  const { value, elements } = winners;
  const count = layout.units * layout.after;
  const packing = codePacking(count, elements + 1);
  return {
    outputs: {
      windows: {
        sums: fragment.output(fragment.reshapeRows(value, [count], { rowsFirst: true })),
        count,
        elements,
        packing,
      },
    },
    packing,
  };
}

/** By products of the codes, a float32 each, with the row weights and with powers of two. */
function ofNumbers(
  fragment: GraphFragment,
  { tap, probed, layout, rowWeights }: SwitchedSite,
  wanted: WantedOfCodes,
): PackedOutputs {
  const codes = rowCodes(fragment, tap, probed, layout);
  const { before, units, after } = layout;
  const packed = wanted.codes ? packedCodes(fragment, codes, before * units * after) : undefined;
  const byUnit = (indicators: string) =>
    unitCounts(fragment, indicators, layout, rowWeights().value);
  const coded = wanted.counts ? byUnit(codes.value) : undefined;
  const saturated = coded && codes.upper ? byUnit(codes.upper) : undefined;
  // The code of a saturated unit is 2.
  const counts = coded && saturated ? fragment.op('Sub', [coded, saturated]) : coded;
  const byPosition = wanted.positionCounts
    ? positionCounts(fragment, codes, rowWeights().value)
    : undefined;
  return {
    outputs: {
      ...(counts && { counts: fragment.output(counts) }),
      ...(saturated && { saturatedCounts: fragment.output(saturated) }),
      ...(byPosition && { positionCounts: fragment.output(byPosition) }),
      ...(packed && { codes: fragment.output(packed.value) }),
    },
    packing: packed ?? noPacking,
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
