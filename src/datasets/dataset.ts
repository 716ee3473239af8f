/** Element types as they are stored; float16 and bfloat16 are widened to float32 when read. */
export type ElementType =
  | 'uint8'
  | 'int8'
  | 'uint16'
  | 'int16'
  | 'uint32'
  | 'int32'
  | 'uint64'
  | 'int64'
  | 'float16'
  | 'bfloat16'
  | 'float32'
  | 'float64'
  | 'bool';

/** One array inside a data file, known from its header alone. */
export interface ArrayInfo {
  /** Name inside an npz, safetensors or HDF5 file, column of a table, "labels" of an image folder; "" where there is one array. */
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

/** Formats of data files; "images" is a folder with one folder of pictures a class. */
export type DataFormatName =
  'npy' | 'npz' | 'idx' | 'csv' | 'safetensors' | 'hdf5' | 'parquet' | 'arrow' | 'images';

/** The answer to "what is in this file". */
export interface DataDescription {
  readonly path: string;
  readonly format: DataFormatName;
  readonly bytes: number;
  readonly arrays: readonly ArrayInfo[];
}

/** A stored array seen as rows: axis 0 counts samples, the other axes are one sample. Read in blocks; never held whole by the reader. */
export interface Dataset {
  readonly path: string;
  readonly array: ArrayInfo;
  /** Samples, after any limit. */
  readonly rows: number;
  /** Shape of one sample; [] for a 1-D array. */
  readonly rowShape: readonly number[];
  /** Product of rowShape (1 for []). */
  readonly rowLength: number;
  /** In words: "x / 255", "(x / 255 − mean) / std", "none". */
  readonly preprocess: string;
  /**
   * Rows [start, end) as float32, row-major, preprocessed; length (end − start) · rowLength.
   * Throws UserError naming file, array and row when a value is NaN or infinite.
   */
  read(start: number, end: number): Promise<Float32Array>;
  /** As `read`, into the beginning of `out`, which the caller may use again. */
  readInto(start: number, end: number, out: Float32Array): Promise<void>;
  /**
   * The same rows with one sample seen as `rowShape` (same element count, same order), which decides what
   * a channel is in the preprocessing. Shares the file: closing one closes both.
   * Throws UserError when `mean` or `std` do not fit the channels of that shape.
   */
  reshape(rowShape: readonly number[]): Dataset;
  /** SHA-256 of the file's bytes, hex. */
  sha256(): Promise<string>;
  close(): Promise<void>;
}

/** (x / scale − mean) / std, mean and std per channel (or one value for all); `layout` says how images are stored. */
export interface Preprocess {
  readonly scale?: number;
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  readonly layout?: 'nchw' | 'nhwc';
}
