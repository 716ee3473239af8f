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

/** Returns rows [start, end) as a view (no copy). */
export function rowsOf<T extends Float32Array | Float64Array>(
  { columns, data }: Matrix<T>,
  start: number,
  end: number,
): Matrix<T> {
  return { rows: end - start, columns, data: data.subarray(start * columns, end * columns) as T };
}

/** Aᵀ as a new matrix. */
export function transposed({ rows, columns, data }: Matrix<Float64Array>): Matrix<Float64Array> {
  const result = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = data[i * columns + j];
  }
  return { rows: columns, columns: rows, data: result };
}

/** `first`, then `second`, in a new array. */
export function joined(first: Float64Array, second: Float64Array): Float64Array {
  const all = new Float64Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
