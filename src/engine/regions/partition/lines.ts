import type { CellFrame } from './cellFrame.ts';
import type { Mesh } from './mesh.ts';

/** No boundary has this number. */
const nowhere = -2;

/** Affine functions on one cell, z = c + a (u − u₀) + b (v − v₀), kept in flat arrays that are reused from cell to cell. */
export class Lines {
  count = 0;
  #a = new Float64Array(64);
  #b = new Float64Array(64);
  #c = new Float64Array(64);
  #tolerance = new Float64Array(64);
  /** Boundary each line draws. */
  boundary = new Int32Array(64);
  /** Boundary on whose vertices the line is zero by construction; {@link nowhere} for a tie, since a window draws several. */
  #zeroOn = new Int32Array(64);
  #u = 0;
  #v = 0;
  #frame: CellFrame | undefined;

  /** Forgets all lines and takes the cell of `frame`. */
  reset(frame: CellFrame): void {
    this.count = 0;
    this.#frame = frame;
    this.#u = frame.u;
    this.#v = frame.v;
  }

  /** Adds the function with these values at the frame's corners; within `tolerance` it counts as zero. Returns its number. */
  add(z0: number, z1: number, z2: number, tolerance: number, boundary: number): number {
    const inverse = this.#frame!.inverse;
    const d1 = z1 - z0;
    const d2 = z2 - z0;
    return this.#push(
      inverse[0] * d1 + inverse[1] * d2,
      inverse[2] * d1 + inverse[3] * d2,
      z0,
      tolerance,
      boundary,
      boundary,
    );
  }

  /** Adds line i − line j, a tie of two members of a window. */
  addDifference(i: number, j: number, boundary: number): number {
    return this.#push(
      this.#a[i] - this.#a[j],
      this.#b[i] - this.#b[j],
      this.#c[i] - this.#c[j],
      Math.max(this.#tolerance[i], this.#tolerance[j]),
      boundary,
      nowhere,
    );
  }

  /** Value at a point. */
  at(line: number, u: number, v: number): number {
    return this.#c[line] + this.#a[line] * (u - this.#u) + this.#b[line] * (v - this.#v);
  }

  /** Value at a vertex; exactly 0 where it cannot be told from zero, and at vertices made on this line's boundary. */
  atVertex(line: number, mesh: Mesh, vertex: number): number {
    if (mesh.maker.data[vertex] === this.#zeroOn[line]) return 0;
    const value =
      this.#c[line] +
      this.#a[line] * (mesh.u.data[vertex] - this.#u) +
      this.#b[line] * (mesh.v.data[vertex] - this.#v);
    return Math.abs(value) <= this.#tolerance[line] ? 0 : value;
  }

  toleranceOf(line: number): number {
    return this.#tolerance[line];
  }

  #push(
    a: number,
    b: number,
    c: number,
    tolerance: number,
    boundary: number,
    zeroOn: number,
  ): number {
    const index = this.count++;
    if (index === this.#a.length) this.#grow();
    this.#a[index] = a;
    this.#b[index] = b;
    this.#c[index] = c;
    this.#tolerance[index] = tolerance;
    this.boundary[index] = boundary;
    this.#zeroOn[index] = zeroOn;
    return index;
  }

  #grow(): void {
    const size = 2 * this.#a.length;
    const floats = (old: Float64Array) => copied(old, new Float64Array(size));
    const ints = (old: Int32Array) => copied(old, new Int32Array(size));
    this.#a = floats(this.#a);
    this.#b = floats(this.#b);
    this.#c = floats(this.#c);
    this.#tolerance = floats(this.#tolerance);
    this.boundary = ints(this.boundary);
    this.#zeroOn = ints(this.#zeroOn);
  }
}

/** `into`, with `values` at its beginning. */
function copied<T extends Float64Array | Int32Array>(values: ArrayLike<number>, into: T): T {
  into.set(values);
  return into;
}
