import type { PlaneRectangle } from '../../../src/protocol/slice.ts';

/** A point in shares of a view, x to the right and y down, each 0 to 1 inside. */
export interface ViewPoint {
  readonly x: number;
  readonly y: number;
}

/** Below this share of the plane's window float64 no longer tells vertices apart. */
const smallestView = 1e-8;
const largestView = 1e3;

/** The smallest square view that holds a rectangle. */
export function squareAround({ u0, v0, u1, v1 }: PlaneRectangle): PlaneRectangle {
  const half = Math.max(u1 - u0, v1 - v0) / 2;
  const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2];
  return { u0: u - half, v0: v - half, u1: u + half, v1: v + half };
}

/** The plane's coordinates of a point of a view. */
export function toPlane(view: PlaneRectangle, { x, y }: ViewPoint): { u: number; v: number } {
  return { u: view.u0 + x * (view.u1 - view.u0), v: view.v1 - y * (view.v1 - view.v0) };
}

/** Where a point of the plane stands in a view. */
export function toView(view: PlaneRectangle, u: number, v: number): ViewPoint {
  return { x: (u - view.u0) / (view.u1 - view.u0), y: (view.v1 - v) / (view.v1 - view.v0) };
}

/** The view moved by shares of its sides; what was at (0, 0) is then at (x, y). */
export function moved(view: PlaneRectangle, { x, y }: ViewPoint): PlaneRectangle {
  const [du, dv] = [x * (view.u1 - view.u0), y * (view.v1 - view.v0)];
  return { u0: view.u0 - du, u1: view.u1 - du, v0: view.v0 + dv, v1: view.v1 + dv };
}

/** The view `factor` times as wide around a point that stays where it is, within what `home` allows. */
export function zoomed(
  view: PlaneRectangle,
  factor: number,
  at: ViewPoint,
  home: PlaneRectangle,
): PlaneRectangle {
  const side = view.u1 - view.u0;
  const homeSide = home.u1 - home.u0;
  const wanted = Math.min(largestView * homeSide, Math.max(smallestView * homeSide, side * factor));
  const allowed = wanted / side;
  const { u, v } = toPlane(view, at);
  return {
    u0: u + (view.u0 - u) * allowed,
    u1: u + (view.u1 - u) * allowed,
    v0: v + (view.v0 - v) * allowed,
    v1: v + (view.v1 - v) * allowed,
  };
}

/** Whether a view shows nothing beyond a window, up to a pixel or so. */
export function isInside(view: PlaneRectangle, window: PlaneRectangle): boolean {
  const room = 1e-3 * (view.u1 - view.u0);
  return (
    view.u0 >= window.u0 - room &&
    view.u1 <= window.u1 + room &&
    view.v0 >= window.v0 - room &&
    view.v1 <= window.v1 + room
  );
}

/** Area of a rectangle. */
export function areaOf({ u0, v0, u1, v1 }: PlaneRectangle): number {
  return (u1 - u0) * (v1 - v0);
}
