import { strict as assert } from 'node:assert';
import {
  areaOf,
  isInside,
  moved,
  squareAround,
  toPlane,
  toView,
  zoomed,
} from '../../../../webview/explorer/slice/viewport.ts';

const home = { u0: -2, v0: -2, u1: 2, v1: 2 };

describe('the view of a plane', () => {
  it('is square around any rectangle', () => {
    assert.deepEqual(squareAround({ u0: 0, v0: 0, u1: 4, v1: 2 }), { u0: 0, v0: -1, u1: 4, v1: 3 });
  });

  it('goes from shares of the view to the plane and back', () => {
    const view = { u0: 1, v0: -3, u1: 2, v1: -2 };
    assert.deepEqual(toPlane(view, { x: 0, y: 0 }), { u: 1, v: -2 });
    const { u, v } = toPlane(view, { x: 0.25, y: 0.75 });
    assert.deepEqual(toView(view, u, v), { x: 0.25, y: 0.75 });
  });

  it('keeps the point under the pointer where it is when it zooms', () => {
    const at = { x: 0.3, y: 0.8 };
    const before = toPlane(home, at);
    const after = toPlane(zoomed(home, 0.5, at, home), at);
    assert.ok(Math.abs(before.u - after.u) < 1e-12 && Math.abs(before.v - after.v) < 1e-12);
    assert.ok(Math.abs(areaOf(zoomed(home, 0.5, at, home)) - areaOf(home) / 4) < 1e-12);
  });

  it('stops zooming where float64 would no longer tell vertices apart', () => {
    let view = home;
    for (let i = 0; i < 100; i++) view = zoomed(view, 0.5, { x: 0.5, y: 0.5 }, home);
    assert.ok(view.u1 - view.u0 > 1e-8);
  });

  it('drags the plane along with the pointer', () => {
    const view = moved(home, { x: 0.25, y: 0.25 });
    assert.deepEqual(toView(view, -2, 2), { x: 0.25, y: 0.25 });
  });

  it('knows when it shows more than was computed', () => {
    assert.ok(isInside(home, home));
    assert.ok(!isInside(moved(home, { x: 0.01, y: 0 }), home));
  });
});
