/** A corner of a polygon with the scores there; `rival` ties with the winner along the side to the next corner, −1 for the cell's own sides. */
export interface PolygonCorner {
  readonly u: number;
  readonly v: number;
  readonly scores: ArrayLike<number>;
  readonly rival: number;
}

/** Convex, counter-clockwise. */
export type CellPolygon = readonly PolygonCorner[];

/** The part of a polygon on which `winner` has the largest of the scores, which are affine on it. Empty when it has no area. */
export function clipToWinner(polygon: CellPolygon, winner: number): CellPolygon {
  let piece = polygon;
  const classes = polygon[0].scores.length;
  for (let rival = 0; rival < classes && piece.length > 0; rival++) {
    if (rival !== winner) piece = clip(piece, winner, rival);
  }
  return piece;
}

/** Sutherland–Hodgman against the half-plane on which `winner` leads `rival`. */
function clip(polygon: CellPolygon, winner: number, rival: number): CellPolygon {
  const lead = polygon.map(({ scores }) => scores[winner] - scores[rival]);
  if (lead.every((value) => value <= 0)) return [];
  if (lead.every((value) => value >= 0)) return polygon;
  const kept: PolygonCorner[] = [];
  for (const [i, corner] of polygon.entries()) {
    const next = (i + 1) % polygon.length;
    // The side that starts where the polygon is left runs along the tie.
    if (lead[i] > 0 || (lead[i] === 0 && lead[next] > 0)) kept.push(corner);
    else if (lead[i] === 0) kept.push({ ...corner, rival });
    if (lead[i] * lead[next] < 0) {
      const between = tiePoint(corner, polygon[next], lead[i], lead[next]);
      kept.push({ ...between, rival: lead[i] > 0 ? rival : corner.rival });
    }
  }
  return kept;
}

function tiePoint(
  a: PolygonCorner,
  b: PolygonCorner,
  leadA: number,
  leadB: number,
): Omit<PolygonCorner, 'rival'> {
  const [p, q] = [Math.abs(leadA), Math.abs(leadB)];
  const mix = (x: number, y: number) => (x * q + y * p) / (p + q);
  return {
    u: mix(a.u, b.u),
    v: mix(a.v, b.v),
    scores: Array.from(a.scores, (score, k) => mix(score, b.scores[k])),
  };
}
