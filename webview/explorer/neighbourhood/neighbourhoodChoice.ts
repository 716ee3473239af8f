import type { ExplorerScene, SampleSetName } from '../../../src/protocol/explorer.ts';
import type { NeighbourhoodRequest } from '../../../src/protocol/neighbourhood.ts';

/** What a reader chose to see; kept with the host, so that a reopened page shows it again. */
export interface NeighbourhoodChoice {
  readonly set: SampleSetName | null;
  readonly sample: number;
  readonly norm: NonNullable<NeighbourhoodRequest['norm']>;
  /** Regions to search for the exact distance to the decision boundary. */
  readonly mostCells: number;
}

/** Regions that may be searched, in the order of the menu. */
export const searches: readonly (readonly [number, string])[] = [
  [0, 'Bounds only'],
  [100, 'Search 100 regions'],
  [1000, 'Search 1,000 regions'],
  [10000, 'Search 10,000 regions'],
];

/** How distances are measured, in the order of the menu. */
export const norms: readonly (readonly [NeighbourhoodChoice['norm'], string])[] = [
  ['euclidean', 'Euclidean'],
  ['maximum', 'Largest change of a number'],
];

const initial: NeighbourhoodChoice = { set: null, sample: 0, norm: 'euclidean', mostCells: 0 };

/** The choice to begin with: what the command asks for, else what was chosen here before, else the first sample. */
export function firstChoice({ sets, preset }: ExplorerScene, kept: unknown): NeighbourhoodChoice {
  const before = {
    ...initial,
    ...(typeof kept === 'object' ? (kept as Partial<NeighbourhoodChoice>) : {}),
  };
  const wanted = preset?.set ?? before.set;
  const set = wanted !== null && sets.includes(wanted) ? wanted : (sets[0] ?? null);
  return { ...before, set, sample: preset?.samples[0] ?? before.sample };
}
