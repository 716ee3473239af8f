import type { ExplorerScene, SampleSetName } from '../../../src/protocol/explorer.ts';
import type { SliceColouring } from '../../../src/protocol/slice.ts';

/** What a reader chose to see; kept with the host, so that a reopened page shows it again. */
export interface SliceChoice {
  readonly set: SampleSetName | null;
  readonly samples: readonly [number, number, number];
  readonly colouring: SliceColouring;
  readonly edges: boolean;
  readonly boundary: boolean;
  /** Other samples, projected on the plane. */
  readonly others: boolean;
  /** Cut the view anew when it leaves the window. */
  readonly automatic: boolean;
  /** Time to cut a window in. */
  readonly seconds: number;
  /** Room around the three samples, as a share of their extent. */
  readonly margin: number;
}

/** What can be looked at, in the order of the menu. */
export const colourings: readonly (readonly [SliceColouring, string])[] = [
  ['class', 'Winning class, or output'],
  ['layer', 'Layer of the last cut'],
  ['area', 'Area of the region'],
  ['density', 'Density of regions'],
  ['confidence', 'Confidence'],
];

/** Times to cut a window in, seconds. */
export const budgets: readonly number[] = [5, 20, 60, 300];

/** Room around the samples, with what it is called. */
export const margins: readonly (readonly [number, string])[] = [
  [0, 'None'],
  [0.25, 'A quarter'],
  [1, 'As much again'],
  [4, 'Four times'],
  [19, 'Nineteen times'],
];

const initial: SliceChoice = {
  set: null,
  samples: [0, 1, 2],
  colouring: 'class',
  edges: true,
  boundary: true,
  others: false,
  automatic: true,
  seconds: 20,
  margin: 0.25,
};

/** The choice to begin with: what the command asks for, else what was chosen here before, else the first three samples. */
export function firstChoice({ sets, preset }: ExplorerScene, kept: unknown): SliceChoice {
  const before = {
    ...initial,
    ...(typeof kept === 'object' ? (kept as Partial<SliceChoice>) : {}),
  };
  const wanted = preset?.set ?? before.set;
  const set = wanted !== null && sets.includes(wanted) ? wanted : (sets[0] ?? null);
  const samples = preset ? threeFrom(preset.samples) : before.samples;
  return { ...before, set, samples };
}

/** The samples given and, to make them three, the first ones that are not among them. */
function threeFrom(given: readonly number[]): [number, number, number] {
  const rest = [0, 1, 2].filter((index) => !given.includes(index));
  const [a = 0, b = 1, c = 2] = [...given, ...rest];
  return [a, b, c];
}
