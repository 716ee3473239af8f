import type { Partition } from '../partition/assemblePartition.ts';

/** Shapes of the cells of a partition, one number a cell, in squared or plain units of the plane's coordinates. */
export interface CellShapes {
  readonly area: Float64Array;
  readonly corners: Int32Array;
  /** Largest over smallest distance between two corners. */
  readonly eccentricity: Float64Array;
}

export function cellShapes(partition: Partition): CellShapes {
  const { vertices, cellStart, cellVertices } = partition;
  const cells = cellStart.length - 1;
  const area = new Float64Array(cells);
  const corners = new Int32Array(cells);
  const eccentricity = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const own = cellVertices.subarray(cellStart[cell], cellStart[cell + 1]);
    corners[cell] = own.length;
    area[cell] = polygonArea(vertices, own);
    eccentricity[cell] = distanceRatio(vertices, own);
  }
  return { area, corners, eccentricity };
}

/** Shoelace formula relative to the first corner; positive counter-clockwise. */
function polygonArea(vertices: Float64Array, corners: Int32Array): number {
  const [u0, v0] = [vertices[2 * corners[0]], vertices[2 * corners[0] + 1]];
  let twice = 0;
  for (let i = 1; i + 1 < corners.length; i++) {
    const [a, b] = [2 * corners[i], 2 * corners[i + 1]];
    twice += (vertices[a] - u0) * (vertices[b + 1] - v0);
    twice -= (vertices[b] - u0) * (vertices[a + 1] - v0);
  }
  return twice / 2;
}

function distanceRatio(vertices: Float64Array, corners: Int32Array): number {
  let least = Infinity;
  let most = 0;
  for (let i = 0; i < corners.length; i++) {
    for (let j = 0; j < i; j++) {
      const du = vertices[2 * corners[i]] - vertices[2 * corners[j]];
      const dv = vertices[2 * corners[i] + 1] - vertices[2 * corners[j] + 1];
      const squared = du * du + dv * dv;
      if (squared < least) least = squared;
      if (squared > most) most = squared;
    }
  }
  return Math.sqrt(most / least);
}

/** Length of an edge. */
export function edgeLength({ vertices, edgeVertices }: Partition, edge: number): number {
  const [a, b] = [2 * edgeVertices[2 * edge], 2 * edgeVertices[2 * edge + 1]];
  return Math.hypot(vertices[a] - vertices[b], vertices[a + 1] - vertices[b + 1]);
}

/** Total length of the edges drawn by each site, in the order of the sites; the window's border is not one of them. */
export function boundaryLengths(partition: Partition, sites: number): Float64Array {
  const lengths = new Float64Array(sites);
  for (let edge = 0; edge < partition.edgeSite.length; edge++) {
    const site = partition.edgeSite[edge];
    if (site >= 0) lengths[site] += edgeLength(partition, edge);
  }
  return lengths;
}
