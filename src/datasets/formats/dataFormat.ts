import type { ArrayInfo } from '../dataset.ts';
import type { FileFormat } from './fileFormat.ts';
import type { StoredArray } from './storedArray.ts';

/** Picks an array of a file that holds several and none was named. */
export interface ArrayChoice {
  /** What is looked for, for the sentence: "array of samples". */
  readonly wanted: string;
  readonly fits: (array: ArrayInfo) => boolean;
  /** The column of a table to leave out of samples. */
  readonly leaveOut?: string | undefined;
  readonly limit?: number | undefined;
}

/** How files of one format are read. Each method throws UserError when the file is damaged or holds nothing of use. */
export interface DataFormat {
  /** The arrays in the file, from headers alone where the format has them. */
  arrays(file: FileFormat): Promise<readonly ArrayInfo[]>;
  /** Opens the array called `name`, or the one that fits `choice`; throws UserError naming the others when none or several do. */
  open(file: FileFormat, name: string | undefined, choice: ArrayChoice): Promise<StoredArray>;
  /** Of a table: the column that holds the labels when none is named. */
  labelColumn?(file: FileFormat): Promise<string | undefined>;
}
