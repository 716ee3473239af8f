import { strict as assert } from 'node:assert';
import { squareWindow } from '../../../../../../src/engine/regions/partition/window.ts';
import { DiscCover } from '../../../../../../src/engine/regions/slice/samples/discCover.ts';
import { randomGenerator } from '../../../../../../src/engine/stats/randomGenerator.ts';

const window = squareWindow(1);

function randomDiscs(seed: number, count: number, radius: number): Float64Array {
  const rng = randomGenerator(seed);
  return Float64Array.from({ length: 3 * count }, (_, i) =>
    i % 3 === 2 ? radius * rng.uniform() : 2.4 * rng.uniform() - 1.2,
  );
}

const isCovered = (discs: Float64Array, u: number, v: number): boolean => {
  for (let i = 0; i < discs.length; i += 3) {
    if (Math.hypot(discs[i] - u, discs[i + 1] - v) <= discs[i + 2]) return true;
  }
  return false;
};

describe('DiscCover', () => {
  it('measures a quarter disc about a corner of the window to 1e-4 of its area', () => {
    const area = new DiscCover(Float64Array.of(-1, -1, 2), window).area();
    assert.ok(Math.abs(area - Math.PI) < 1e-4 * Math.PI, `${area}`);
  });

  for (const [count, radius] of [
    [3, 0.5],
    [40, 0.3],
    [500, 0.05],
    [300, 1.5],
  ]) {
    describe(`of ${count} discs with radii up to ${radius}`, () => {
      const discs = randomDiscs(count, count, radius);
      const cover = new DiscCover(discs, window);
      const rng = randomGenerator(7);
      const coordinate = () => 2 * rng.uniform() - 1;

      it('covers the points that lie in some disc', () => {
        for (let trial = 0; trial < 2000; trial++) {
          const [u, v] = [coordinate(), coordinate()];
          assert.equal(cover.covers(u, v), isCovered(discs, u, v));
        }
      });

      it('measures covered lengths like a fine sampling of the segment', () => {
        for (let trial = 0; trial < 20; trial++) {
          const [u0, v0, u1, v1] = [coordinate(), coordinate(), coordinate(), coordinate()];
          const steps = 1000;
          let hits = 0;
          for (let i = 0; i < steps; i++) {
            const t = (i + 0.5) / steps;
            if (isCovered(discs, u0 + t * (u1 - u0), v0 + t * (v1 - v0))) hits++;
          }
          const length = Math.hypot(u1 - u0, v1 - v0);
          const found = cover.coveredLength(u0, v0, u1, v1);
          assert.ok(
            Math.abs(found - (length * hits) / steps) <= (0.02 * length * count) / 40 + 0.02,
          );
        }
      });

      it('touches exactly the triangles that reach a disc', () => {
        for (let trial = 0; trial < 300; trial++) {
          const [u, v, size] = [0.8 * coordinate(), 0.8 * coordinate(), 0.2 * rng.uniform()];
          const triangle = Float64Array.of(u, v, u + size, v, u, v + size);
          let expected = false;
          for (let i = 0; i < discs.length; i += 3) {
            const distance = distanceToRightTriangle(discs[i] - u, discs[i + 1] - v, size);
            expected ||= distance <= discs[i + 2];
          }
          assert.equal(cover.touches(triangle), expected);
        }
      });

      it('has the area that random points show', () => {
        const points = 40_000;
        let hits = 0;
        for (let i = 0; i < points; i++) if (isCovered(discs, coordinate(), coordinate())) hits++;
        const share = hits / points;
        const error = 5 * Math.sqrt((share * (1 - share)) / points) + 1e-3;
        assert.ok(Math.abs(cover.area() / 4 - share) <= error);
      });
    });
  }

  it('has the area of a disc, of a lens of two, and none without discs', () => {
    const area = (...discs: number[]) => new DiscCover(Float64Array.from(discs), window).area();
    assert.ok(Math.abs(area(0.1, 0, 0.5) - Math.PI / 4) < 1e-4);
    // Circles of radius r at distance d overlap in 2r² acos(d/2r) − (d/2) √(4r² − d²).
    const [r, d] = [0.4, 0.5];
    const overlap = 2 * r * r * Math.acos(d / (2 * r)) - (d / 2) * Math.sqrt(4 * r * r - d * d);
    assert.ok(Math.abs(area(-d / 2, 0, r, d / 2, 0, r) - (2 * Math.PI * r * r - overlap)) < 1e-4);
    assert.equal(area(), 0);
  });
});

/** Distance of (u, v) from the triangle (0, 0), (size, 0), (0, size). */
function distanceToRightTriangle(u: number, v: number, size: number): number {
  if (u >= 0 && v >= 0 && u + v <= size) return 0;
  const clamped = (value: number) => Math.max(0, Math.min(size, value));
  const onBottom = Math.hypot(u - clamped(u), v);
  const onLeft = Math.hypot(u, v - clamped(v));
  const t = clamped((u - v + size) / 2);
  return Math.min(onBottom, onLeft, Math.hypot(u - t, v - (size - t)));
}
