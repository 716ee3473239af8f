import { dot64 } from '../../linalg/dot.ts';

/** All training rows lie in it (scaled units). */
export interface Halfspace {
  readonly direction: Float64Array;
  readonly norm: number;
  /** Proved: every scaled row has ⟨row, direction⟩ ≥ this. */
  readonly minimum: number;
}

/** Directions kept; trying them all costs as much as one query's share of a pass over the rows. */
const capacity = 64;

/**
 * Half-spaces that hold all training rows, learnt from queries already shown outside: the next query is often on
 * the far side of one of them. The newest replace the oldest.
 */
export class SeparatingDirections {
  readonly #halfspaces: Halfspace[] = [];
  #next = 0;

  remember(halfspace: Halfspace): void {
    this.#halfspaces[this.#next] = halfspace;
    this.#next = (this.#next + 1) % capacity;
  }

  /** The half-space that `query` (scaled units) is farthest outside of; `undefined` when none is known. */
  farthest(query: Float64Array): Halfspace | undefined {
    let best: Halfspace | undefined;
    let farthest = -Infinity;
    for (const halfspace of this.#halfspaces) {
      const distance = distanceOutside(halfspace, query);
      if (distance > farthest) {
        farthest = distance;
        best = halfspace;
      }
    }
    return best;
  }
}

/** Distance from `query` to the half-space; negative inside. */
export function distanceOutside(halfspace: Halfspace, query: Float64Array): number {
  const { direction, norm, minimum } = halfspace;
  return (minimum - dot64(direction, 0, query, 0, query.length)) / norm;
}
