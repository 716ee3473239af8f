import { DisjointSets } from './disjointSets.ts';
import type { ScoredPartition } from './scoredPartition.ts';

/** Gradients closer than this, relative to the largest on the two cells, are equal (geometry-spec D14). */
const sameGradient = 1e-9;
/** Rounding of scores, relative to the largest. */
const scoreRounding = 2 ** -44;

/** Gradients of all scores on every cell. */
interface CellGradients {
  /** cells × classes × 2. */
  readonly gradients: Float64Array;
  /** Per cell: how far rounding may have moved a gradient. */
  readonly noise: Float64Array;
}

/**
 * Number of linear regions: neighbouring cells with the same affine map count once (geometry-spec D14). The scores are continuous, so
 * two neighbours have the same map when they have the same gradient. At most the number of cells; the rest are "silent" boundaries.
 */
export function countLinearRegions(scored: ScoredPartition): number {
  const { edgeCells } = scored.partition;
  const cells = scored.partition.cellStart.length - 1;
  const { gradients, noise } = cellGradients(scored);
  const regions = new DisjointSets(cells);
  for (let edge = 0; edge < edgeCells.length; edge += 2) {
    if (edgeCells[edge + 1] < 0) continue;
    const [a, b] = [edgeCells[edge], edgeCells[edge + 1]];
    if (!haveSameGradients(gradients, noise, a, b, 2 * scored.classes)) continue;
    regions.join(a, b);
  }
  return regions.count;
}

function haveSameGradients(
  gradients: Float64Array,
  noise: Float64Array,
  a: number,
  b: number,
  width: number,
): boolean {
  let largest = 0;
  let jump = 0;
  for (let i = 0; i < width; i++) {
    const [x, y] = [gradients[a * width + i], gradients[b * width + i]];
    largest = Math.max(largest, Math.abs(x), Math.abs(y));
    jump = Math.max(jump, Math.abs(x - y));
  }
  return jump <= sameGradient * largest + noise[a] + noise[b];
}

function cellGradients({ partition, classes, scores }: ScoredPartition): CellGradients {
  const { vertices, cellStart, cellVertices } = partition;
  const cells = cellStart.length - 1;
  const gradients = new Float64Array(2 * classes * cells);
  const noise = new Float64Array(cells);
  const rounding =
    scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0) * scoreRounding;
  for (let cell = 0; cell < cells; cell++) {
    const corners = cellVertices.subarray(cellStart[cell], cellStart[cell + 1]);
    const [o, a, b] = spanningCorners(vertices, corners);
    const [au, av] = [vertices[2 * a] - vertices[2 * o], vertices[2 * a + 1] - vertices[2 * o + 1]];
    const [bu, bv] = [vertices[2 * b] - vertices[2 * o], vertices[2 * b + 1] - vertices[2 * o + 1]];
    const determinant = au * bv - av * bu;
    noise[cell] = (rounding * Math.hypot(au, av)) / Math.abs(determinant);
    for (let k = 0; k < classes; k++) {
      const da = scores[a * classes + k] - scores[o * classes + k];
      const db = scores[b * classes + k] - scores[o * classes + k];
      gradients[2 * (cell * classes + k)] = (da * bv - db * av) / determinant;
      gradients[2 * (cell * classes + k) + 1] = (db * au - da * bu) / determinant;
    }
  }
  return { gradients, noise };
}

/** First corner, the one farthest from it, and the one farthest from the line through both. */
export function spanningCorners(
  vertices: Float64Array,
  corners: Int32Array,
): [number, number, number] {
  const o = corners[0];
  const along = (corner: number): [number, number] => [
    vertices[2 * corner] - vertices[2 * o],
    vertices[2 * corner + 1] - vertices[2 * o + 1],
  ];
  const best = (score: (corner: number) => number): number =>
    corners.reduce((winner, corner) => (score(corner) > score(winner) ? corner : winner), o);
  const a = best((corner) => Math.hypot(...along(corner)));
  const [au, av] = along(a);
  const b = best((corner) => {
    const [u, v] = along(corner);
    return Math.abs(au * v - av * u);
  });
  return [o, a, b];
}
