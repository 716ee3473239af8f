import type { Mesh } from './mesh.ts';

/** Three corners of a cell that span nearly as much of it as three can: any affine function is read off there. */
export interface CellFrame {
  /** Positions of the three corners in the cell's loop. */
  readonly corners: readonly [number, number, number];
  readonly u: number;
  readonly v: number;
  /** Rows of the inverse of the matrix of the two spanning edges. */
  readonly inverse: readonly [number, number, number, number];
}

/** Frame of a cell (vertices in order), or `undefined` for one without area. */
export function cellFrame(mesh: Mesh, vertices: readonly number[]): CellFrame | undefined {
  const us = mesh.u.data;
  const vs = mesh.v.data;
  const u = us[vertices[0]];
  const v = vs[vertices[0]];
  let far = 0;
  let farthest = 0;
  for (let i = 1; i < vertices.length; i++) {
    const distance = (us[vertices[i]] - u) ** 2 + (vs[vertices[i]] - v) ** 2;
    if (distance > farthest) {
      far = i;
      farthest = distance;
    }
  }
  const au = us[vertices[far]] - u;
  const av = vs[vertices[far]] - v;
  let wide = 0;
  let widest = 0;
  for (let i = 1; i < vertices.length; i++) {
    const area = Math.abs(au * (vs[vertices[i]] - v) - av * (us[vertices[i]] - u));
    if (area > widest) {
      wide = i;
      widest = area;
    }
  }
  const bu = us[vertices[wide]] - u;
  const bv = vs[vertices[wide]] - v;
  const determinant = au * bv - av * bu;
  const inverse = [
    bv / determinant,
    -av / determinant,
    -bu / determinant,
    au / determinant,
  ] as const;
  if (!inverse.every(Number.isFinite)) return undefined;
  return { corners: [0, far, wide], u, v, inverse };
}
