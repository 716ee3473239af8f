/**
 * E|cos| between two independent isotropic directions of R^dimension, Γ(d/2) / (√π Γ((d + 1)/2)): the null against which a
 * layer's mean |cos| is read (D3). 1 for one dimension, 2/π for two, falling like √(2/(πd)). It does not fit layers whose
 * inputs are all non-negative, whose useful directions are not isotropic.
 */
export function isotropicMeanAbsCosine(dimension: number): number {
  let mean = dimension % 2 === 0 ? 2 / Math.PI : 1;
  for (let d = dimension % 2 === 0 ? 2 : 1; d < dimension; d += 2) mean *= d / (d + 1);
  return mean;
}

/** Welch's lower bound on the largest |cos| of `units` directions in R^dimension: √((N − d)/(d(N − 1))), 0 for N ≤ d. */
export function welchBound(units: number, dimension: number): number {
  return units <= dimension ? 0 : Math.sqrt((units - dimension) / (dimension * (units - 1)));
}
