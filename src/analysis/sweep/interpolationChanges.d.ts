import type { SweepPoint } from './sweepResult.ts';
/** Sentences on where, along the layers of a model, most test rows come to lie inside the hull or leave it. */
export declare function interpolationChanges(points: readonly SweepPoint[]): string[];
