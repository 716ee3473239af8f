/** Signs of all switch functions of a site at a block of vertices, one bit a unit. A unit that is zero at a vertex has neither bit. */
export interface VertexSigns {
  readonly words: number;
  /** vertices × words. */
  readonly positive: Uint32Array;
  /** vertices × words. */
  readonly negative: Uint32Array;
}

/** Signs of z − threshold; `z` is rows × width. */
export function vertexSigns(
  z: Float64Array,
  rows: number,
  threshold: number,
  tolerances: Float64Array,
): VertexSigns {
  const width = tolerances.length;
  const words = Math.ceil(width / 32);
  const positive = new Uint32Array(rows * words);
  const negative = new Uint32Array(rows * words);
  for (let row = 0; row < rows; row++) {
    for (let word = 0; word < words; word++) {
      const first = word * 32;
      const count = Math.min(32, width - first);
      let above = 0;
      let below = 0;
      for (let bit = 0; bit < count; bit++) {
        const value = z[row * width + first + bit] - threshold;
        const tolerance = tolerances[first + bit];
        if (value > tolerance) above |= 1 << bit;
        else if (value < -tolerance) below |= 1 << bit;
      }
      positive[row * words + word] = above;
      negative[row * words + word] = below;
    }
  }
  return { words, positive, negative };
}

/** Units with both signs among the given rows, appended to `out` as unit + `offset`. */
export function pushCrossingUnits(
  { words, positive, negative }: VertexSigns,
  rows: readonly number[],
  offset: number,
  out: number[],
): void {
  for (let word = 0; word < words; word++) {
    let above = 0;
    let below = 0;
    for (let i = 0; i < rows.length; i++) {
      const at = rows[i] * words + word;
      above |= positive[at];
      below |= negative[at];
    }
    for (let both = above & below; both !== 0; both &= both - 1) {
      out.push(offset + 32 * word + 31 - Math.clz32(both & -both));
    }
  }
}
