import { addScaledInto, dot64 } from '../../linalg/dot.ts';
import { inverseCholesky, inverseFromFactor } from './positiveDefinite.ts';

/** Steps after which weights and inverse are computed anew, so that rounding does not add up. */
const refreshInterval = 2000;

/**
 * The minimum ellipsoid of a growing set of points in R^d by its dual, the D-optimal design: weights u ≥ 0, Σu = 1, that
 * maximise det V(u), V = Σ u_i q_i q_iᵀ over the lifted points q = (x, 1). At the maximum every ω_i = q_iᵀ V⁻¹ q_i is at most
 * n = d + 1, and n where u_i > 0. Khachiyan's steps towards the point of largest ω and Todd & Yıldırım's (2007) steps away
 * from the point of least ω; a step costs O(m n) for m points.
 */
export class EllipsoidCore {
  /** n = d + 1. */
  readonly #n: number;
  #lifted: Float64Array;
  #weights: Float64Array;
  #omega: Float64Array;
  #inverse: Float64Array;
  #size = 0;
  /** Multiply-adds spent in steps. */
  work = 0;

  constructor(dimension: number) {
    this.#n = dimension + 1;
    this.#lifted = new Float64Array(0);
    this.#weights = new Float64Array(0);
    this.#omega = new Float64Array(0);
    this.#inverse = new Float64Array(this.#n * this.#n);
  }

  /** Adds points (count × d, row-major) with weight 0, or with equal weights where they are the first. */
  add(points: Float64Array): void {
    const d = this.#n - 1;
    const count = points.length / d;
    const before = this.#size;
    this.#size += count;
    this.#lifted = extended(this.#lifted, this.#size * this.#n);
    this.#weights = extended(this.#weights, this.#size);
    this.#omega = extended(this.#omega, this.#size);
    for (let i = 0; i < count; i++) {
      const at = (before + i) * this.#n;
      this.#lifted.set(points.subarray(i * d, (i + 1) * d), at);
      this.#lifted[at + d] = 1;
    }
    if (before === 0) this.#weights.fill(1 / count);
    this.#refresh();
  }

  /**
   * Steps until max ω ≤ n (1 + epsilon) and min ω ≥ n (1 − epsilon) over the weighted points, or until `work` reaches the limit.
   */
  solve(epsilon: number, workLimit: number): void {
    const n = this.#n;
    for (let step = 1; this.work < workLimit; step++) {
      const { far, near } = this.#extremes();
      const rise = this.#omega[far] / n - 1;
      const fall = 1 - this.#omega[near] / n;
      if (rise <= epsilon && fall <= epsilon) break;
      if (rise >= fall) this.#move(far, rise / (this.#omega[far] - 1));
      else this.#moveAway(near, fall);
      if (step % refreshInterval === 0) this.#refresh();
    }
    this.#refresh();
  }

  /** Centre and second moments of the weighted points: c = Σ u x, S = Σ u (x − c)(x − c)ᵀ, d × d. */
  moments(): { centre: Float64Array; scatter: Float64Array } {
    const n = this.#n;
    const d = n - 1;
    const v = this.#momentMatrix();
    const centre = v.slice(d * n, d * n + d);
    const scatter = new Float64Array(d * d);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) scatter[i * d + j] = v[i * n + j] - centre[i] * centre[j];
    }
    return { centre, scatter };
  }

  /** The points of largest ω and, among those with weight, of least ω. */
  #extremes(): { far: number; near: number } {
    let far = 0;
    let near = -1;
    for (let i = 0; i < this.#size; i++) {
      if (this.#omega[i] > this.#omega[far]) far = i;
      if (this.#weights[i] > 0 && (near < 0 || this.#omega[i] < this.#omega[near])) near = i;
    }
    return { far, near };
  }

  #moveAway(near: number, fall: number): void {
    const limit = this.#weights[near] / (1 - this.#weights[near]);
    const excess = this.#omega[near] - 1;
    // ω − 1 is the squared Mahalanobis distance from the centre: at the centre itself the point can only be dropped.
    const wanted = excess > 0 ? fall / excess : Infinity;
    this.#move(near, -Math.min(wanted, limit));
    if (wanted >= limit) this.#weights[near] = 0;
  }

  /** u ← (1 − step) u + step · e_j, with V⁻¹ and every ω by the rank-one formula of Sherman and Morrison. */
  #move(j: number, step: number): void {
    const n = this.#n;
    const row = j * n;
    const image = new Float64Array(n);
    for (let i = 0; i < n; i++) image[i] = dot64(this.#inverse, i * n, this.#lifted, row, n);
    const factor = step / (1 - step + step * this.#omega[j]);
    const scale = 1 / (1 - step);
    for (let i = 0; i < n; i++) {
      addScaledInto(this.#inverse, i * n, image, 0, n, -factor * image[i]);
    }
    for (let i = 0; i < n * n; i++) this.#inverse[i] *= scale;
    for (let i = 0; i < this.#size; i++) {
      const product = dot64(this.#lifted, i * n, image, 0, n);
      this.#omega[i] = scale * (this.#omega[i] - factor * product * product);
      this.#weights[i] *= 1 - step;
    }
    this.#weights[j] += step;
    this.work += this.#size * n + 2 * n * n;
  }

  /** Weights that sum to 1, V⁻¹ and ω from scratch. */
  #refresh(): void {
    const n = this.#n;
    const total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    for (let i = 0; i < this.#size; i++) this.#weights[i] /= total;
    const factor = inverseCholesky({ rows: n, columns: n, data: this.#momentMatrix() });
    if (!factor) throw new RangeError('the points of an ellipsoid must span the space');
    this.#inverse = inverseFromFactor(factor, n);
    const image = new Float64Array(n);
    for (let i = 0; i < this.#size; i++) {
      for (let k = 0; k < n; k++) image[k] = dot64(this.#inverse, k * n, this.#lifted, i * n, n);
      this.#omega[i] = dot64(image, 0, this.#lifted, i * n, n);
    }
    this.work += this.#size * n * n;
  }

  /** V, n × n. */
  #momentMatrix(): Float64Array {
    const n = this.#n;
    const v = new Float64Array(n * n);
    for (let i = 0; i < this.#size; i++) {
      if (this.#weights[i] === 0) continue;
      for (let k = 0; k < n; k++) {
        addScaledInto(v, k * n, this.#lifted, i * n, n, this.#weights[i] * this.#lifted[i * n + k]);
      }
    }
    return v;
  }
}

function extended(values: Float64Array, length: number): Float64Array {
  const longer = new Float64Array(length);
  longer.set(values);
  return longer;
}
