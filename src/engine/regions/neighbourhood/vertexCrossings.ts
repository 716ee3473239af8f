import type { SwitchSite } from '../partition/piecewiseLinearMap.ts';

/**
 * Units of a site whose state is not the same at all of some points, given z there (rows × width): those with points on both sides of a
 * threshold (z > threshold against z ≤ threshold), or of a maximum the windows with more than one winner, the first of equal ones.
 * Points that span a set with all of its hyperplanes' crossings at its vertices, as a cross-polytope does at the first site, give the
 * exact number; at later sites it is a lower bound (geometry-spec D12).
 */
export function vertexCrossings(site: SwitchSite, z: Float64Array): number {
  const rows = z.length / site.width;
  const stateOf = statesOf(site, z);
  let crossings = 0;
  for (let unit = 0; unit < stateOf.units; unit++) {
    const first = stateOf.state(0, unit);
    for (let row = 1; row < rows; row++) {
      if (stateOf.state(row, unit) === first) continue;
      crossings++;
      break;
    }
  }
  return crossings;
}

function statesOf(
  { width, switch: rule }: SwitchSite,
  z: Float64Array,
): { readonly units: number; state(row: number, unit: number): number } {
  if (rule.kind === 'thresholds') {
    const state = (row: number, unit: number) =>
      rule.thresholds.filter((threshold) => z[row * width + unit] > threshold).length;
    return { units: width, state };
  }
  const { size, members } = rule;
  const state = (row: number, window: number) => {
    let winner = members[window * size];
    for (let k = 1; k < size; k++) {
      const member = members[window * size + k];
      if (z[row * width + member] > z[row * width + winner]) winner = member;
    }
    return winner;
  };
  return { units: members.length / size, state };
}
