import type { ElementType } from '../../dataset.ts';

/** What a column of a table holds in each row. */
export type ColumnKind =
  /** One number. */
  | { readonly kind: 'number'; readonly type: ElementType }
  /** A list of numbers, of the same length in every row; nested lists are flattened in order. */
  | { readonly kind: 'list'; readonly type: ElementType; readonly shape: readonly number[] }
  /** The bytes of a PNG or JPEG file, as Hugging Face stores images. */
  | { readonly kind: 'picture' }
  /** Text, dates, … */
  | { readonly kind: 'other'; readonly what: string };

export interface TableColumn {
  readonly name: string;
  readonly content: ColumnKind;
}

/** A cell as a library gives it: a number, bigint or boolean; a (nested) list or typed array of them; bytes, or `{ bytes }`, of a picture; null. */
export type Cell = unknown;

/** A table of columns, read in blocks of rows. */
export interface Table {
  readonly path: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  /** Cells of the named columns, in that order, for rows [start, end). */
  read(
    columns: readonly string[],
    start: number,
    end: number,
  ): Promise<readonly (readonly Cell[])[]>;
  close(): Promise<void>;
}
