import type { Window } from '../../partition/window.ts';
import { boxOf, DiscGrid } from './discGrid.ts';
import { type Interval, unionLength } from './intervals.ts';

/** Lines on which areas are measured: their error is below 1e-3 of the area for discs of some width. */
const scanLines = 2048;

/** The union of discs in a window: the part of it that lies near samples. */
export class DiscCover {
  readonly #discs: Float64Array;
  readonly #window: Window;
  readonly #grid: DiscGrid;

  /** `discs` × 3: u, v, radius. `window`: convex, counter-clockwise. */
  constructor(discs: Float64Array, window: Window) {
    this.#discs = discs;
    this.#window = window;
    this.#grid = new DiscGrid(discs, boxOf(window));
  }

  /** Whether a point of the window is covered, borders included. */
  covers(u: number, v: number): boolean {
    for (const disc of this.#grid.near({ u0: u, v0: v, u1: u, v1: v })) {
      if (this.#distance(disc, u, v) <= this.#radius(disc)) return true;
    }
    return false;
  }

  /** Exact length of the covered part of a segment in the window. */
  coveredLength(u0: number, v0: number, u1: number, v1: number): number {
    const inside: Interval[] = [];
    const length = Math.hypot(u1 - u0, v1 - v0);
    for (const disc of this.#grid.near(boxOf(Float64Array.of(u0, v0, u1, v1)))) {
      const chord = this.#chord(disc, u0, v0, (u1 - u0) / length, (v1 - v0) / length);
      if (chord) inside.push([Math.max(0, chord[0]), Math.min(length, chord[1])]);
    }
    return unionLength(inside);
  }

  /** Whether a convex polygon in the window (corners × 2, counter-clockwise) meets the cover. */
  touches(corners: Float64Array): boolean {
    for (const disc of this.#grid.near(boxOf(corners))) {
      const [u, v] = this.#discs.subarray(3 * disc);
      if (distanceToPolygon(corners, u, v) <= this.#radius(disc)) return true;
    }
    return false;
  }

  /** Covered area of the window, by the midpoint rule over {@link scanLines} lines of exact length. */
  area(): number {
    const { u0, v0, u1, v1 } = boxOf(this.#window);
    const step = (v1 - v0) / scanLines;
    let area = 0;
    for (let line = 0; line < scanLines; line++) {
      const v = v0 + (line + 0.5) * step;
      const [left, right] = chordOfPolygon(this.#window, v);
      const inside: Interval[] = [];
      for (const disc of this.#grid.near({ u0, v0: v, u1, v1: v })) {
        const chord = this.#chord(disc, 0, v, 1, 0);
        if (chord) inside.push([Math.max(left, chord[0]), Math.min(right, chord[1])]);
      }
      area += step * unionLength(inside);
    }
    return area;
  }

  #radius(disc: number): number {
    return this.#discs[3 * disc + 2];
  }

  #distance(disc: number, u: number, v: number): number {
    return Math.hypot(this.#discs[3 * disc] - u, this.#discs[3 * disc + 1] - v);
  }

  /** Where the line from (u, v) in the unit direction (du, dv) is in the disc. */
  #chord(disc: number, u: number, v: number, du: number, dv: number): Interval | undefined {
    const [pu, pv] = [this.#discs[3 * disc] - u, this.#discs[3 * disc + 1] - v];
    const middle = pu * du + pv * dv;
    const aside = pu * dv - pv * du;
    const half = Math.sqrt(this.#radius(disc) ** 2 - aside * aside);
    return half >= 0 ? [middle - half, middle + half] : undefined;
  }
}

/** Distance of a point from a convex polygon; 0 inside. */
function distanceToPolygon(corners: Float64Array, u: number, v: number): number {
  let nearest = Infinity;
  let isInside = true;
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    const [au, av] = [corners[i], corners[i + 1]];
    const [du, dv] = [corners[j] - au, corners[j + 1] - av];
    if (du * (v - av) - dv * (u - au) < 0) isInside = false;
    const squared = du * du + dv * dv;
    const along = squared === 0 ? 0 : ((u - au) * du + (v - av) * dv) / squared;
    const t = Math.max(0, Math.min(1, along));
    nearest = Math.min(nearest, Math.hypot(au + t * du - u, av + t * dv - v));
  }
  return isInside ? 0 : nearest;
}

/** Where the horizontal line at `v` enters and leaves a convex polygon that it meets. */
function chordOfPolygon(corners: Float64Array, v: number): Interval {
  let [left, right] = [Infinity, -Infinity];
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    const [a, b] = [corners[i + 1] - v, corners[j + 1] - v];
    if (a * b > 0 || a === b) continue;
    const u = corners[i] + ((corners[j] - corners[i]) * a) / (a - b);
    left = Math.min(left, u);
    right = Math.max(right, u);
  }
  return [left, right];
}
