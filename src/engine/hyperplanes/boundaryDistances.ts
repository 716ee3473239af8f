import { summarise } from '../stats/summarise.ts';
import type { Summary } from '../stats/summary.ts';

/** Collects, per sample, the distance to the nearest hyperplane of a layer, min over units of |z| / ‖w‖ (D2). */
export class BoundaryDistances {
  readonly #chunks: Float32Array[] = [];

  /** Keeps a copy of one chunk's distances, one a row. */
  add(distances: Float32Array): void {
    this.#chunks.push(distances.slice());
  }

  /** Over all samples so far; `undefined` before the first. */
  summary(): Summary | undefined {
    const length = this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (length === 0) return undefined;
    const all = new Float32Array(length);
    let start = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, start);
      start += chunk.length;
    }
    return summarise(all);
  }
}
