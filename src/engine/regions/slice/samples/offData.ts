import type { CutCell } from './cutCells.ts';
import type { DiscCover } from './discCover.ts';

/** How much of a subdivision lies where no sample is near (geometry-spec D46). Shares in [0, 1]. */
export interface OffData {
  readonly cells: number;
  /** Cells no point of which is near a sample. */
  readonly dataFree: number;
  /** Share of the window's area that they cover. */
  readonly areaShare: number;
  /** Share of the cuts that bound them; a cut between a free cell and another counts half. 0 without cuts. */
  readonly cutLengthShare: number;
  /** The same with each cell's cuts weighted by its area. */
  readonly areaWeightedCutLengthShare: number;
  /** Per cell: 1 for a data-free one. */
  readonly isFree: Uint8Array;
}

/** Exact: a cell is data-free when it does not meet the cover. */
export function offData(cells: Iterable<CutCell>, cover: DiscCover): OffData {
  const free: number[] = [];
  const all = { area: 0, cuts: 0, weighted: 0 };
  const without = { ...all };
  for (const { corners, area, cutLength } of cells) {
    const isFree = !cover.touches(corners);
    free.push(isFree ? 1 : 0);
    for (const sums of isFree ? [all, without] : [all]) {
      sums.area += area;
      sums.cuts += cutLength;
      sums.weighted += area * cutLength;
    }
  }
  const isFree = Uint8Array.from(free);
  return {
    cells: free.length,
    dataFree: isFree.reduce((sum, one) => sum + one, 0),
    areaShare: without.area / all.area,
    cutLengthShare: all.cuts === 0 ? 0 : without.cuts / all.cuts,
    areaWeightedCutLengthShare: all.weighted === 0 ? 0 : without.weighted / all.weighted,
    isFree,
  };
}
