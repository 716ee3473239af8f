/** A dense matrix, row-major: element (i, j) is `data[i * columns + j]`. */
export interface Matrix<T extends Float32Array | Float64Array = Float32Array | Float64Array> {
  readonly rows: number;
  readonly columns: number;
  /** Length `rows · columns`. */
  readonly data: T;
}

/** Returns row `index` as a view (no copy). */
export function rowOf<T extends Float32Array | Float64Array>(matrix: Matrix<T>, index: number): T {
  const start = index * matrix.columns;
  return matrix.data.subarray(start, start + matrix.columns) as T;
}
