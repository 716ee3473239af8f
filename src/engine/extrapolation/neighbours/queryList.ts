import type { LeastProducts } from '../../linalg/matrixProduct.ts';
import { SmallestList } from './smallestList.ts';

/** What a matrix product lists of one query. */
export class QueryList {
  readonly #least: LeastProducts;
  readonly #query: number;

  constructor(least: LeastProducts, query: number) {
    this.#least = least;
    this.#query = query;
  }

  /** The `place`-th least key of all rows, counted from 1. Each block must list that many of its rows, or all. */
  key(place: number): number {
    const list = new SmallestList(place);
    for (const { count, products } of this.#least.blocks) {
      for (let at = this.#query * count; at < (this.#query + 1) * count; at++) {
        list.offer(products[at], 0);
      }
    }
    return list.last;
  }

  /** Of `total` rows, ascending, all with a key up to `reach`, and some others; every row for Infinity, whatever the keys. */
  rowsWithin(reach: number, total: number): Int32Array {
    if (reach === Infinity) return Int32Array.from({ length: total }, (_, row) => row);
    const { blockRows, blocks } = this.#least;
    const rows: number[] = [];
    blocks.forEach(({ count, products, rows: places }, block) => {
      const first = block * blockRows;
      const size = Math.min(blockRows, total - first);
      const from = this.#query * count;
      const before = rows.length;
      for (let at = from; at < from + count; at++) {
        if (products[at] <= reach) rows.push(first + places[at]);
      }
      if (count === size || rows.length - before < count) return;
      // All that are listed are near enough, so others may be too.
      rows.length = before;
      for (let row = first; row < first + size; row++) rows.push(row);
    });
    return Int32Array.from(rows).sort();
  }
}
