import { strict as assert } from 'node:assert';
import { interiorPoint } from '../../../../../src/engine/regions/neighbourhood/interiorPoint.ts';
import {
  type HalfSpaces,
  halfSpaces,
  intersection,
  nearestPoint,
  slackOf,
} from '../../../../../src/engine/regions/neighbourhood/polyhedron.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';

/** normal · x ≥ offset, normals of any length. */
function polyhedron(rows: readonly (readonly [normal: readonly number[], offset: number])[]) {
  const columns = rows[0][0].length;
  const data = Float64Array.from(rows.flatMap(([normal]) => normal));
  const values = Float64Array.from(rows, ([, offset]) => -offset);
  const gradients = { rows: rows.length, columns, data };
  return halfSpaces({ values, gradients }, new Float64Array(columns));
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.hypot(...a.map((value, i) => value - b[i]));
}

/** Random half-spaces that hold the origin, each at a distance of 0.1 to 1.1. */
function around(rng: ReturnType<typeof randomGenerator>, dimension: number, count: number) {
  return polyhedron(
    Array.from({ length: count }, () => {
      const normal = Array.from({ length: dimension }, () => rng.normal());
      return [normal, -(0.1 + rng.uniform()) * Math.hypot(...normal)] as const;
    }),
  );
}

/** Least slack, scaled so that rounding does not count. */
function isInside(constraints: HalfSpaces, point: Float64Array): boolean {
  return constraints.offsets.every((_, row) => slackOf(constraints, row, point) >= -1e-12);
}

describe('intersection', () => {
  it('joins more half-spaces than a call may have arguments', () => {
    const count = 300_000;
    const many = {
      normals: { rows: count, columns: 1, data: new Float64Array(count).fill(1) },
      offsets: Float64Array.from({ length: count }, (_, row) => -row),
    };
    const both = intersection(many, polyhedron([[[1], 2]]));
    assert.equal(both.normals.rows, count + 1);
    assert.deepEqual([...nearestPoint(both, Float64Array.of(-3))!], [2]);
  });
});

describe('nearestPoint', () => {
  it('stays on both sides of a needle, whose normals are all but opposite', () => {
    const rng = randomGenerator(41);
    for (let trial = 0; trial < 20; trial++) {
      const [angle, width] = [6 * rng.uniform(), 1e-6];
      const needle = polyhedron([
        [[Math.cos(angle), Math.sin(angle)], 0],
        [[-Math.cos(angle + width), -Math.sin(angle + width)], 0],
      ]);
      // From behind its tip, which is the origin.
      const behind = Float64Array.of(-10 * Math.sin(angle), 10 * Math.cos(angle));
      const point = nearestPoint(needle, behind)!;
      for (let row = 0; row < 2; row++) {
        assert.ok(Math.abs(slackOf(needle, row, point)) < 1e-13);
      }
      assert.ok(Math.hypot(...point) < 1e-7);
    }
  });

  it('projects onto a box coordinate by coordinate', () => {
    const box = polyhedron([
      [[1, 0], 0],
      [[0, 2], 0],
      [[-1, 0], -1],
      [[0, -3], -3],
    ]);
    assert.deepEqual([...nearestPoint(box, Float64Array.of(2, -1))!], [1, 0]);
    assert.deepEqual([...nearestPoint(box, Float64Array.of(0.5, 0.25))!], [0.5, 0.25]);
  });

  it('is nearer than every other point of the polyhedron, by the obtuse angle it makes with them', () => {
    const rng = randomGenerator(9);
    for (let trial = 0; trial < 50; trial++) {
      const constraints = around(rng, 4, 12);
      const start = Float64Array.from({ length: 4 }, () => 4 * rng.normal());
      const found = nearestPoint(constraints, start)!;
      assert.ok(isInside(constraints, found));
      for (let k = 0; k < 200; k++) {
        // Any direction, as far as the polyhedron reaches.
        const step = Float64Array.from({ length: 4 }, () => rng.normal());
        let reach = Infinity;
        for (let row = 0; row < 12; row++) {
          const along = slackOf(constraints, row, step) + constraints.offsets[row];
          if (along < 0) reach = Math.min(reach, constraints.offsets[row] / along);
        }
        const length = Math.min(reach, 10) * rng.uniform();
        const other = step.map((value) => value * length);
        const angle = found.reduce((sum, x, i) => sum + (start[i] - x) * (other[i] - x), 0);
        assert.ok(angle <= 1e-9, `trial ${trial}: ${angle}`);
      }
    }
  });

  it('keeps to the boundary it is told to keep to', () => {
    const quadrant = polyhedron([
      [[1, 0], 0],
      [[0, 1], 0],
    ]);
    assert.deepEqual([...nearestPoint(quadrant, Float64Array.of(2, 3), 0)!], [0, 3]);
    assert.deepEqual([...nearestPoint(quadrant, Float64Array.of(2, -3), 0)!], [0, 0]);
  });

  it('finds that a polyhedron, or a facet of one, is empty', () => {
    const nothing = polyhedron([
      [[1, 0], 1],
      [[-1, 0], 0],
    ]);
    assert.equal(nearestPoint(nothing, Float64Array.of(0, 0)), undefined);
    const redundant = polyhedron([
      [[1, 0], 1],
      [[1, 0], 0],
    ]);
    assert.equal(nearestPoint(redundant, Float64Array.of(3, 0), 1), undefined);
  });
});

describe('interiorPoint', () => {
  it('has the slack it says, in every half-space', () => {
    const rng = randomGenerator(2);
    for (let trial = 0; trial < 30; trial++) {
      const constraints = around(rng, 3, 10);
      const start = Float64Array.from({ length: 3 }, () => 5 * rng.normal());
      const { point, slack } = interiorPoint(constraints, start, 1)!;
      assert.ok(slack > 0.01);
      for (let row = 0; row < 10; row++) {
        assert.ok(slackOf(constraints, row, point) >= slack * (1 - 1e-9));
      }
    }
  });

  it('finds none in a flat polyhedron, and one on a facet that two half-spaces share', () => {
    const flat = polyhedron([
      [[1, 0], 0],
      [[-1, 0], 0],
    ]);
    assert.equal(interiorPoint(flat, Float64Array.of(1, 1), 1), undefined);
    const twice = polyhedron([
      [[1, 0], 0],
      [[3, 0], 0],
      [[0, 1], 0],
    ]);
    const { point } = interiorPoint(twice, Float64Array.of(1, 1), 1, 0)!;
    assert.ok(Math.abs(point[0]) < 1e-15 && point[1] >= 0.5);
    assert.ok(distance(point, Float64Array.of(0, 1)) < 1e-12);
  });
});
