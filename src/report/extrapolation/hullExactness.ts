import type { Exactness } from '../../engine/exactness.ts';
import type { HullSection } from '../report.ts';

/** How a count of verdicts is known: each has its proof, and undecided samples can only add to those inside or outside. */
export function hullExactness({
  inside,
  outside,
  undecided,
}: Pick<HullSection, 'inside' | 'outside' | 'undecided'>): Exactness {
  if (undecided === 0) return 'exact';
  return inside + outside === 0 ? 'undecided' : 'certified-lower';
}
