import { type Tensor } from '../ort.ts';
import { type SiteChunk, type SiteLayout } from '../runner.ts';
import { type CodeOutputs } from './codeOutputs.ts';
import { wordsPerRow } from './pictureCodes.ts';
import { winnerWords } from './winnerWords.ts';
import { pictureCounts } from './pictureCounts.ts';

type SwitchResults = Pick<SiteChunk, 'counts' | 'saturatedCounts' | 'positionCounts' | 'codes'>;

export type Results = Readonly<Record<string, Tensor>>;

export function dataOf(results: Results, output: string): Float32Array {
  return results[output]!.data as Float32Array;
}

/** Counts and codes of one site; `read` gives the real rows of an output that has so many numbers each. */
export function switchesOf(
  results: Results,
  site: CodeOutputs & { readonly layout: SiteLayout },
  read: (output: string, width: number) => Float32Array,
): SwitchResults {
  const { picture, windows, layout } = site;
  if (windows) {
    const { sums, count, elements, packing } = windows;
    const codes = winnerWords(read(sums, count), count, elements, packing);
    return { counts: undefined, saturatedCounts: undefined, codes };
  }
  if (picture) {
    const { words, tiling, counts, positionCounts } = picture;
    const codes = read(words, wordsPerRow(tiling));
    const none = { counts: undefined, saturatedCounts: undefined };
    return {
      ...(counts ? pictureCounts(codes, tiling) : none),
      ...(positionCounts && { positionCounts: { words: codes, tiling } }),
      codes: site.codes === undefined ? undefined : codes,
    };
  }
  const countsOf = (output: string | undefined) =>
    output === undefined ? undefined : Float64Array.from(dataOf(results, output));
  const byPosition = countsOf(site.positionCounts);
  return {
    counts: countsOf(site.counts),
    saturatedCounts: countsOf(site.saturatedCounts),
    ...(byPosition && { positionCounts: byPosition }),
    codes: site.codes === undefined ? undefined : read(site.codes, layout.wordsPerRow),
  };
}

/** The same for no rows. */
export function emptySwitches({
  counts,
  saturatedCounts,
  codes,
  picture,
  windows,
  layout,
}: CodeOutputs & { readonly layout: SiteLayout }): SwitchResults {
  const zeros = (isWanted: unknown) => (isWanted ? new Float64Array(layout.units) : undefined);
  return {
    counts: zeros(counts ?? picture?.counts),
    saturatedCounts: zeros(
      saturatedCounts ?? (picture?.counts && picture.tiling.bitsPerCode === 2),
    ),
    codes: (codes ?? windows) === undefined ? undefined : new Float32Array(0),
  };
}
