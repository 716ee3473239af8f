/** A source of random numbers; the engine takes one as `rng` and never makes its own from a clock. */
export interface RandomGenerator {
  /** Uniform on [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform integer in [0, bound), without modulo bias; 1 ≤ bound ≤ 2³². */
  integer(bound: number): number;
}

/**
 * The project's generator: xoshiro128** 1.1 (Blackman & Vigna 2018, period 2¹²⁸ − 1), its state filled from `seed`
 * (an integer, taken mod 2³²) by SplitMix32. Equal seeds give equal sequences on every machine.
 */
export function randomGenerator(seed: number): RandomGenerator {
  return new Xoshiro128(seed);
}

class Xoshiro128 implements RandomGenerator {
  readonly #state: Uint32Array;
  #spareNormal: number | undefined;

  constructor(seed: number) {
    let counter = seed >>> 0;
    this.#state = Uint32Array.from({ length: 4 }, () => {
      counter = (counter + 0x9e3779b9) >>> 0;
      return mix32(counter);
    });
  }

  uniform(): number {
    const high = this.#next() >>> 5;
    const low = this.#next() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  normal(): number {
    const spare = this.#spareNormal;
    if (spare !== undefined) {
      this.#spareNormal = undefined;
      return spare;
    }
    // Marsaglia's polar method: a uniform point of the unit disc gives two independent normals.
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const squared = x * x + y * y;
      if (squared > 0 && squared < 1) {
        const factor = Math.sqrt((-2 * Math.log(squared)) / squared);
        this.#spareNormal = y * factor;
        return x * factor;
      }
    }
  }

  integer(bound: number): number {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 0x100000000)) {
      throw new RangeError(`bound must be an integer in [1, 2^32]: ${bound}`);
    }
    // Draws above the largest multiple of `bound` are thrown away, so that every remainder is equally likely.
    const limit = 0x100000000 - (0x100000000 % bound);
    for (;;) {
      const draw = this.#next();
      if (draw < limit) return draw % bound;
    }
  }

  /** Next 32 bits, unsigned. */
  #next(): number {
    const s = this.#state;
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** The 32-bit finaliser of MurmurHash3: a bijection with full avalanche. */
function mix32(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
