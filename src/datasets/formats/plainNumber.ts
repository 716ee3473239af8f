const zero = 48;
const point = 46;
const plus = 43;
const minus = 45;
const lowerE = 101;

/** Powers of ten that float64 holds exactly. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/** Digits that float64 holds exactly, whatever they are. */
const exactDigits = 15;

/** Reads decimal numbers out of bytes, one after the other. */
export class PlainNumberReader {
  /** Index of the byte after the number read last. */
  end = 0;

  /**
   * The decimal number ("-1.5e3") at `from`, up to the first byte that cannot belong to it; NaN when there is none.
   * Correctly rounded: up to 15 digits and powers of ten to 22 are exact in float64, so that one multiplication
   * rounds once (Clinger 1990); anything else goes through JavaScript's own parser.
   */
  read(bytes: Buffer, from: number): number {
    let at = from;
    const negative = bytes[at] === minus;
    if (negative || bytes[at] === plus) at++;
    let mantissa = 0;
    let digits = 0;
    let exponent = 0;
    for (let digit = bytes[at] - zero; digit >= 0 && digit <= 9; digit = bytes[++at] - zero) {
      mantissa = mantissa * 10 + digit;
      digits++;
    }
    if (bytes[at] === point) {
      at++;
      for (let digit = bytes[at] - zero; digit >= 0 && digit <= 9; digit = bytes[++at] - zero) {
        mantissa = mantissa * 10 + digit;
        digits++;
        exponent--;
      }
    }
    this.end = at;
    if (digits === 0) return NaN;
    if ((bytes[at] | 32) === lowerE) exponent += this.#exponent(bytes, at + 1);
    if (digits > exactDigits || !(Math.abs(exponent) <= 22)) {
      return Number(bytes.toString('latin1', from, this.end));
    }
    const power = powersOfTen[Math.abs(exponent)];
    const size = exponent < 0 ? mantissa / power : mantissa * power;
    return negative ? -size : size;
  }

  #exponent(bytes: Buffer, from: number): number {
    let at = from;
    const negative = bytes[at] === minus;
    if (negative || bytes[at] === plus) at++;
    const first = at;
    let exponent = 0;
    for (let digit = bytes[at] - zero; digit >= 0 && digit <= 9; digit = bytes[++at] - zero) {
      exponent = exponent * 10 + digit;
    }
    this.end = at;
    if (at === first) return NaN;
    return negative ? -exponent : exponent;
  }
}
