/** An axis-parallel box of the plane. */
export interface PlaneBox {
  readonly u0: number;
  readonly v0: number;
  readonly u1: number;
  readonly v1: number;
}

/** Bins along each axis: enough that a cell of a fine partition meets a handful of discs. */
const mostBins = 256;

/** Smallest box around corners (corners × 2). */
export function boxOf(corners: Float64Array): PlaneBox {
  let [u0, v0, u1, v1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < corners.length; i += 2) {
    u0 = Math.min(u0, corners[i]);
    u1 = Math.max(u1, corners[i]);
    v0 = Math.min(v0, corners[i + 1]);
    v1 = Math.max(v1, corners[i + 1]);
  }
  return { u0, v0, u1, v1 };
}

/**
 * Which discs may matter in a part of the plane. A bin that lies within one disc lists that disc alone: whatever another disc covers
 * there, this one covers too.
 */
export class DiscGrid {
  readonly #discs: Float64Array;
  readonly #box: PlaneBox;
  readonly #bins: number;
  readonly #lists: readonly number[][];
  /** Last question in which each disc was named. */
  readonly #asked: Int32Array;
  #question = 0;

  /** `discs` × 3: u, v, radius; `box` holds everything that will be asked about. */
  constructor(discs: Float64Array, box: PlaneBox) {
    const count = discs.length / 3;
    this.#discs = discs;
    this.#box = box;
    this.#bins = Math.min(mostBins, Math.ceil(2 * Math.sqrt(count)) + 1);
    this.#lists = Array.from({ length: this.#bins * this.#bins }, () => []);
    this.#asked = new Int32Array(count);
    for (let disc = 0; disc < count; disc++) this.#add(disc);
  }

  /** Each disc that may meet the box, once. */
  *near(box: PlaneBox): Generator<number> {
    const question = ++this.#question;
    for (const list of this.#listsOf(box)) {
      for (const disc of list) {
        if (this.#asked[disc] === question) continue;
        this.#asked[disc] = question;
        yield disc;
      }
    }
  }

  *#listsOf({ u0, v0, u1, v1 }: PlaneBox): Generator<number[]> {
    const [first, last] = [this.#column(u0), this.#column(u1)];
    for (let row = this.#row(v0); row <= this.#row(v1); row++) {
      for (let column = first; column <= last; column++) {
        yield this.#lists[row * this.#bins + column];
      }
    }
  }

  #add(disc: number): void {
    const [u, v, r] = this.#discs.subarray(3 * disc, 3 * disc + 3);
    const [first, last] = [this.#column(u - r), this.#column(u + r)];
    for (let row = this.#row(v - r); row <= this.#row(v + r); row++) {
      for (let column = first; column <= last; column++) {
        const list = this.#lists[row * this.#bins + column];
        if (list.length === 1 && this.#isWithin(row, column, list[0])) continue;
        if (this.#isWithin(row, column, disc)) list.length = 0;
        list.push(disc);
      }
    }
  }

  /** Whether the bin lies in the disc, with all four corners. */
  #isWithin(row: number, column: number, disc: number): boolean {
    const [u, v, r] = this.#discs.subarray(3 * disc, 3 * disc + 3);
    const { u0, v0, u1, v1 } = this.#box;
    const [width, height] = [(u1 - u0) / this.#bins, (v1 - v0) / this.#bins];
    const du = Math.max(Math.abs(u0 + column * width - u), Math.abs(u0 + (column + 1) * width - u));
    const dv = Math.max(Math.abs(v0 + row * height - v), Math.abs(v0 + (row + 1) * height - v));
    // Strictly, so that rounding of the bins' corners cannot matter.
    return Math.hypot(du, dv) < r * (1 - 2 ** -40);
  }

  #column(u: number): number {
    return this.#bin((u - this.#box.u0) / (this.#box.u1 - this.#box.u0));
  }

  #row(v: number): number {
    return this.#bin((v - this.#box.v0) / (this.#box.v1 - this.#box.v0));
  }

  #bin(share: number): number {
    return Math.max(0, Math.min(this.#bins - 1, Math.floor(this.#bins * share)));
  }
}
