import type { SweepClaim, SweepCurve, SweepPoint } from '../../report/report.ts';

type Statement = Omit<SweepClaim, 'observed'>;

/** Statements of the talk and the paper about interpolation (geometry-spec §9, D35). */
const statements: readonly Statement[] = [
  {
    dimension: 20,
    train: 2 ** 20,
    statement: 'In 20 dimensions some 2^20 samples are needed for new ones to be inside.',
    source: 'talk; Gaussian rows: .457 inside at 2^20, half at 1,488,471',
  },
  {
    dimension: 30,
    train: null,
    statement: 'From 30 dimensions on no test sample is inside, not even in latent spaces.',
    source: 'talk; Balestriero, Pesenti & LeCun 2021',
  },
];

/** The statements, each held against the points that it speaks of. */
export function sweepClaims(curves: readonly SweepCurve[]): SweepClaim[] {
  return statements.map((claim) => {
    const spoken = curves.flatMap(({ points }) => points).filter((point) => speaksOf(claim, point));
    if (spoken.length === 0) return { ...claim, observed: null };
    const most = spoken.reduce((best, point) =>
      interpolated(point) > interpolated(best) ? point : best,
    );
    return {
      ...claim,
      observed: {
        points: spoken.length,
        // "Needed for new ones to be inside": with fewer rows most must be outside; "no sample" is meant as it stands.
        holds: interpolated(most) <= (claim.train === null ? 0 : 0.5),
        insideFraction: interpolated(most),
        dimension: most.affineDimension,
        train: most.train,
        ...(most.label !== undefined && { label: most.label }),
      },
    };
  });
}

/** Points of known dimension, at least the claim's, and with fewer rows than it asks for. */
function speaksOf({ dimension, train }: Statement, point: SweepPoint): boolean {
  const known = point.affineDimensionIsBound !== true && point.affineDimension >= dimension;
  return known && (train === null || point.train < train);
}

/** Share inside without being equal to a training row. */
function interpolated({ inside, duplicates, test }: SweepPoint): number {
  return Math.max(0, inside - duplicates) / test;
}
