import { dot64 } from '../../linalg/dot.ts';
import { logGamma } from '../../stats/logGamma.ts';
import type { EnclosingEllipsoid } from './minimumEllipsoid.ts';
import { inverseCholesky } from './positiveDefinite.ts';

/**
 * Natural logarithm of the d*-dimensional volume of an ellipsoid: that of the unit ball, π^{d/2} / Γ(d/2 + 1), over
 * √det(T Tᵀ) for its d* × d transform T. `undefined` where T has no full rank. Some d*² d operations.
 */
export function logEllipsoidVolume({
  transform,
}: Pick<EnclosingEllipsoid, 'transform'>): number | undefined {
  const { rows: d, columns, data } = transform;
  const gram = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++)
      gram[i * d + j] = dot64(data, i * columns, data, j * columns, columns);
  }
  const inverse = inverseCholesky({ rows: d, columns: d, data: gram });
  if (!inverse) return undefined;
  let logVolume = (d / 2) * Math.log(Math.PI) - logGamma(d / 2 + 1);
  for (let i = 0; i < d; i++) logVolume += Math.log(inverse[i * d + i]);
  return logVolume;
}
