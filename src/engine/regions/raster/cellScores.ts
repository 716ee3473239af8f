import { spanningCorners } from '../slice/linearRegions.ts';
import type { ScoredPartition } from '../slice/scoredPartition.ts';

/** The affine class scores of one cell, the last one moved to: score k at (u, v) = base[k] + du[k] · (u − u0) + dv[k] · (v − v0). */
export class CellScores {
  readonly du: Float64Array;
  readonly dv: Float64Array;
  readonly base: Float64Array;
  /** A corner of the cell: small numbers stay exact in a cell far from the origin. */
  u0 = 0;
  v0 = 0;
  readonly #scored: ScoredPartition;
  #cell = -1;

  constructor(scored: ScoredPartition) {
    this.#scored = scored;
    this.du = new Float64Array(scored.classes);
    this.dv = new Float64Array(scored.classes);
    this.base = new Float64Array(scored.classes);
  }

  /** Reads the map off three corners that span the cell. A cell without area gets the constant scores of a corner. */
  moveTo(cell: number): void {
    if (cell === this.#cell) return;
    this.#cell = cell;
    const { partition, classes, scores } = this.#scored;
    const { vertices, cellStart, cellVertices } = partition;
    const corners = cellVertices.subarray(cellStart[cell], cellStart[cell + 1]);
    const [o, a, b] = spanningCorners(vertices, corners);
    this.u0 = vertices[2 * o];
    this.v0 = vertices[2 * o + 1];
    const [au, av] = [vertices[2 * a] - this.u0, vertices[2 * a + 1] - this.v0];
    const [bu, bv] = [vertices[2 * b] - this.u0, vertices[2 * b + 1] - this.v0];
    const determinant = au * bv - av * bu;
    const inverse = determinant === 0 ? 0 : 1 / determinant;
    for (let k = 0; k < classes; k++) {
      this.base[k] = scores[o * classes + k];
      const da = scores[a * classes + k] - this.base[k];
      const db = scores[b * classes + k] - this.base[k];
      this.du[k] = (da * bv - db * av) * inverse;
      this.dv[k] = (db * au - da * bu) * inverse;
    }
  }

  /** Scores at a point of the cell, written to `into`. */
  atInto(u: number, v: number, into: Float64Array): void {
    const [du, dv] = [u - this.u0, v - this.v0];
    for (let k = 0; k < into.length; k++) {
      into[k] = this.base[k] + this.du[k] * du + this.dv[k] * dv;
    }
  }
}
