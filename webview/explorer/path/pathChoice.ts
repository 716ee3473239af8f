import type { ExplorerScene, SampleSetName } from '../../../src/protocol/explorer.ts';

/** What a reader chose to see; kept with the host, so that a reopened page shows it again. */
export interface PathChoice {
  readonly set: SampleSetName | null;
  readonly samples: readonly [number, number];
  /** "input" or "layer:NAME". */
  readonly space: string;
  /** Follow the line to infinity. */
  readonly beyond: boolean;
  /** Where the cursor stands. */
  readonly t: number;
}

const initial: PathChoice = { set: null, samples: [0, 1], space: 'input', beyond: false, t: 0.5 };

/** The choice to begin with: what the command asks for, else what was chosen here before, else the first two samples. */
export function firstChoice({ sets, preset }: ExplorerScene, kept: unknown): PathChoice {
  const before = {
    ...initial,
    ...(typeof kept === 'object' ? (kept as Partial<PathChoice>) : {}),
  };
  const wanted = preset?.set ?? before.set;
  const set = wanted !== null && sets.includes(wanted) ? wanted : (sets[0] ?? null);
  return { ...before, set, samples: preset ? twoFrom(preset.samples) : before.samples };
}

/** The samples given and, to make them two, the first one that is not among them. */
function twoFrom(given: readonly number[]): [number, number] {
  const [a = 0, b = a === 0 ? 1 : 0] = given;
  return [a, b];
}
