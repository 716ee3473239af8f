import { strict as assert } from 'node:assert';
import { GramFactor } from '../../../../src/engine/linalg/gramFactor.ts';
import { dot64 } from '../../../../src/engine/linalg/dot.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

/** A factor kept beside the plain list of its points, to compare with. */
class Tracked {
  readonly factor = new GramFactor();
  readonly points: Float64Array[] = [];
  readonly targets: number[] = [];

  add(point: Float64Array, target: number): void {
    const column = this.factor.forward(
      Float64Array.from(this.points, (other) => 1 + dot64(other, 0, point, 0, point.length)),
    );
    const squared = 1 + dot64(point, 0, point, 0, point.length);
    const pivot = Math.sqrt(squared - dot64(column, 0, column, 0, column.length));
    this.factor.append(column, pivot, target);
    this.points.push(point);
    this.targets.push(target);
  }

  remove(index: number): void {
    this.factor.remove(index);
    this.points.splice(index, 1);
    this.targets.splice(index, 1);
  }

  /** Largest violation of Σλ = sum and of "Gλ − b has equal entries". */
  error(sum: number): number {
    const weights = this.factor.minimiser(sum);
    const total = weights.reduce((all, weight) => all + weight, 0);
    const gradient = this.points.map((a, i) =>
      this.points.reduce(
        (all, b, j) => all + weights[j] * dot64(a, 0, b, 0, a.length),
        -this.targets[i],
      ),
    );
    return Math.max(Math.abs(total - sum), Math.max(...gradient) - Math.min(...gradient));
  }
}

describe('GramFactor', () => {
  it('keeps solving the constrained problem through a long run of additions and removals', () => {
    const rng = randomGenerator(11);
    const tracked = new Tracked();
    for (let step = 0; step < 400; step++) {
      const full = tracked.points.length === 24;
      if (full || (tracked.points.length > 3 && rng.uniform() < 0.45)) {
        tracked.remove(rng.integer(tracked.points.length));
      } else {
        tracked.add(
          Float64Array.from({ length: 30 }, () => rng.normal() / 5),
          rng.normal(),
        );
      }
      assert.ok(tracked.error(1) < 1e-9, `step ${step}, seed 11: ${tracked.error(1)}`);
    }
    assert.ok(tracked.factor.size === tracked.points.length);
  });

  it('inverts its own triangle', () => {
    const rng = randomGenerator(12);
    const tracked = new Tracked();
    for (let i = 0; i < 10; i++) {
      tracked.add(
        Float64Array.from({ length: 12 }, () => rng.normal()),
        0,
      );
    }
    const b = Float64Array.from({ length: 10 }, () => rng.normal());
    const x = tracked.factor.backward(tracked.factor.forward(b));
    tracked.points.forEach((a, i) => {
      const product = tracked.points.reduce(
        (sum, other, j) => sum + x[j] * (1 + dot64(a, 0, other, 0, 12)),
        0,
      );
      assert.ok(Math.abs(product - b[i]) < 1e-10);
    });
  });

  it('tells how near the points are to affine dependence', () => {
    const tracked = new Tracked();
    assert.equal(tracked.factor.smallestPivot, Infinity);
    tracked.add(Float64Array.of(0, 0), 0);
    tracked.add(Float64Array.of(1, 0), 0);
    tracked.add(Float64Array.of(0.5, 1e-3), 0);
    const pivot = tracked.factor.smallestPivot;
    assert.ok(pivot < 1.01e-3 && pivot > 0.5e-3, String(pivot));
  });
});
