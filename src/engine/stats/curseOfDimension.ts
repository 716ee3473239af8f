// Closed forms that show what dimension does to volume, distance and sampling density (D40). `dimension` is an integer ≥ 1.

/** Volume of the ball that touches the faces of a cube, as a share of the cube: π^{d/2} / (Γ(d/2 + 1) 2^d). */
export function ballShareOfCube(dimension: number): number {
  let share = 1;
  // From d − 2 to d the share changes by π/(2d); it is 1 in dimensions 0 and 1.
  for (let d = dimension; d >= 2; d -= 2) share *= Math.PI / (2 * d);
  return share;
}

/** Share of a ball's (or cube's) volume that lies in its outer shell of relative thickness `thickness` in [0, 1]. */
export function shellShare(dimension: number, thickness: number): number {
  return -Math.expm1(dimension * Math.log1p(-thickness));
}

/** Edge of a sub-cube that holds the share `volume` of the unit cube. */
export function edgeForVolume(dimension: number, volume: number): number {
  return volume ** (1 / dimension);
}

/** Median distance from the centre of the unit ball to the nearest of `samples` uniform points in it. */
export function medianNearestDistance(samples: number, dimension: number): number {
  return (-Math.expm1(-Math.LN2 / samples)) ** (1 / dimension);
}

/** Grid points along each axis that `samples` points afford. */
export function pointsPerAxis(samples: number, dimension: number): number {
  return samples ** (1 / dimension);
}

/**
 * Dimensions that a random linear map needs to keep all distances of `samples` points within a factor 1 ± ε
 * (Johnson–Lindenstrauss): 24 ln N / (3ε² − 2ε³), for 0 < ε < 1.
 */
export function johnsonLindenstraussDimension(samples: number, epsilon: number): number {
  return (24 * Math.log(samples)) / (3 * epsilon ** 2 - 2 * epsilon ** 3);
}
