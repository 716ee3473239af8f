import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { UserError } from '../../engine/userError.ts';
import type { ByteRange } from '../bytes/byteRange.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { ByteSink } from '../bytes/byteSink.ts';
import { fileError } from '../bytes/fileErrors.ts';
import type { CsvLayout } from './csvLayout.ts';
import { csvBytes } from './csvStream.ts';
import { readPlainCsv } from './plainCsv.ts';

/** Numbers read from a CSV file: rows × columns float64, row-major. */
export interface CsvNumbers {
  readonly rows: number;
  readonly source: ByteSource;
}

/**
 * Reads the given columns of the first `limit` rows. Throws UserError naming file, line and column of a cell that is
 * not a finite number, or the line whose cell count differs from the first one's.
 */
export async function readCsvNumbers(
  range: ByteRange,
  layout: CsvLayout,
  columns: readonly number[],
  limit = Infinity,
): Promise<CsvNumbers> {
  const plain = await readPlainCsv(range, layout, columns, limit);
  if (plain !== undefined) return plain;
  const collector = new RowCollector(range.path, layout, columns, limit);
  try {
    await parseStream(
      Readable.from(csvBytes(range), { objectMode: false }),
      layout.delimiter,
      collector,
    );
    if (collector.rows === 0) throw new UserError(`${range.path} has no rows of numbers.`);
    return { rows: collector.rows, source: collector.sink.finish() };
  } catch (error) {
    throw fileError(range.path, error);
  } finally {
    collector.sink.discard();
  }
}

function parseStream(stream: Readable, delimiter: string, collector: RowCollector): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      stream.destroy();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    stream.on('error', fail);
    Papa.parse<string[]>(stream, {
      delimiter,
      chunk: ({ data }, parser) => {
        try {
          if (collector.add(data)) return;
          parser.abort();
          stream.destroy();
          resolve();
        } catch (error) {
          // Aborting reports completion, so the failure has to be on record before.
          fail(error);
          parser.abort();
        }
      },
      complete: () => {
        resolve();
      },
      error: fail,
    });
  });
}

class RowCollector {
  readonly sink = new ByteSink();
  readonly #path: string;
  readonly #layout: CsvLayout;
  readonly #columns: readonly number[];
  readonly #limit: number;
  #lines = 0;
  #rows = 0;
  #headerPending: boolean;

  constructor(path: string, layout: CsvLayout, columns: readonly number[], limit: number) {
    this.#path = path;
    this.#layout = layout;
    this.#columns = columns;
    this.#limit = limit;
    this.#headerPending = layout.hasHeader;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Takes parsed lines; false when the limit is reached and no more are wanted. */
  add(lines: readonly (readonly string[])[]): boolean {
    const width = this.#columns.length;
    const numbers = new Float64Array(lines.length * width);
    let kept = 0;
    for (const cells of lines) {
      if (this.#rows === this.#limit) break;
      this.#lines++;
      if (cells.length === 1 && cells[0].trim() === '') continue;
      if (this.#headerPending) {
        this.#headerPending = false;
        continue;
      }
      this.#parseInto(cells, numbers, kept * width);
      kept++;
      this.#rows++;
    }
    this.sink.append(new Uint8Array(numbers.buffer, 0, kept * width * 8));
    return this.#rows < this.#limit;
  }

  #parseInto(cells: readonly string[], numbers: Float64Array, start: number): void {
    if (cells.length !== this.#layout.columns.length) {
      throw new UserError(
        `${this.#path}: line ${this.#lines} has ${cells.length} cells but the first has ${this.#layout.columns.length}; complete it.`,
      );
    }
    for (let index = 0; index < this.#columns.length; index++) {
      const cell = cells[this.#columns[index]];
      const value = Number(cell);
      // Number('  ') is 0: a blank cell is not a number here.
      if (!Number.isFinite(value) || (value === 0 && cell.trim() === '')) {
        throw this.#cellError(this.#columns[index], cell);
      }
      numbers[start + index] = value;
    }
  }

  #cellError(column: number, cell: string): UserError {
    const name = this.#layout.columns[column];
    const where = `line ${this.#lines}, column ${name === '' ? column + 1 : `"${name}"`}`;
    const what = cell.trim() === '' ? 'is empty' : `holds "${cell.slice(0, 40)}"`;
    return new UserError(
      `${this.#path}: ${where} ${what}, which is not a finite number; fix the cell or leave the column out.`,
    );
  }
}
