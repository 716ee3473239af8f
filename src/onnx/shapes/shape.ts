/** Dimensions of a value: numbers where known, names where symbolic, "?" where unknown; `undefined` for unknown rank. */
export type Shape = readonly (number | string)[] | undefined;

export type Dimension = number | string;

/** Product of dimensions, or `undefined` when one is not a number. */
export function knownProduct(dims: readonly Dimension[]): number | undefined {
  let product = 1;
  for (const dim of dims) {
    if (typeof dim !== 'number') return undefined;
    product *= dim;
  }
  return product;
}

/** `axis` counted from the front. */
export function frontAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** Shape two operands broadcast to; of two unequal dimensions that are not both known, the one above 1 or "?". */
export function broadcast(a: Shape, b: Shape): Shape {
  if (!a || !b) return undefined;
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x === y || y === 1) return x;
    if (x === 1) return y;
    if (typeof x === 'number') return x;
    return typeof y === 'number' ? y : '?';
  });
}
