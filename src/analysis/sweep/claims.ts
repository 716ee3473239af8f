import type { SweepClaim } from './sweepResult.ts';

/** Statements of the talk and the paper about interpolation, for the reader to hold against the curves (geometry-spec §9, D35). */
export const sweepClaims: readonly SweepClaim[] = [
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
