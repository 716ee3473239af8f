import type { Matrix } from '../../engine/linalg/matrix.ts';
import { UserError } from '../../engine/userError.ts';
import type { CertifiedSpace } from '../certificates/certificateFile.ts';
import type { ImageGrid } from './imageGrid.ts';

/** A smaller image made from another: by entry, the pixels whose mean it is. */
export interface ImageReduction {
  readonly pixels: readonly Int32Array[];
}

/**
 * The centre patch of size × size pixels in every channel (D35); where it cannot be centred it lies half a pixel up and
 * left. Throws UserError when the image is smaller.
 */
export function centrePatch(grid: ImageGrid, size: number): ImageReduction {
  refuseLarger(grid, size, 'patch');
  const top = Math.floor((grid.height - size) / 2);
  const left = Math.floor((grid.width - size) / 2);
  return reduction(grid, size, (line, column) => ({
    lines: [top + line, top + line + 1],
    columns: [left + column, left + column + 1],
  }));
}

/**
 * The image of size × size whose pixels are means of the original's, in every channel (D35): entry i covers the lines
 * ⌊i·H/size⌋ … ⌈(i+1)·H/size⌉ − 1, as adaptive average pooling does. Throws UserError when the image is smaller.
 */
export function pooledImage(grid: ImageGrid, size: number): ImageReduction {
  refuseLarger(grid, size, 'pool');
  const span = (index: number, length: number): Span => [
    Math.floor((index * length) / size),
    Math.ceil(((index + 1) * length) / size),
  ];
  return reduction(grid, size, (line, column) => ({
    lines: span(line, grid.height),
    columns: span(column, grid.width),
  }));
}

/** Every row reduced, in float64. */
export function reduceImages({ pixels }: ImageReduction, rows: Matrix): Matrix<Float64Array> {
  const data = new Float64Array(rows.rows * pixels.length);
  for (let row = 0, at = 0; row < rows.rows; row++) {
    const offset = row * rows.columns;
    for (const group of pixels) {
      let sum = 0;
      for (const pixel of group) sum += rows.data[offset + pixel];
      data[at++] = sum / group.length;
    }
  }
  return { rows: rows.rows, columns: pixels.length, data };
}

/** The reduction as certificates write a linear map down. */
export function certifiedReduction({ pixels }: ImageReduction, dimension: number): CertifiedSpace {
  const basis = pixels.map((group) => {
    const row = new Array<number>(dimension).fill(0);
    for (const pixel of group) row[pixel] = 1 / group.length;
    return row;
  });
  return { pca: pixels.length, mean: new Array<number>(dimension).fill(0), basis };
}

/** From the first to before the second. */
type Span = readonly [number, number];

function reduction(
  grid: ImageGrid,
  size: number,
  window: (line: number, column: number) => { lines: Span; columns: Span },
): ImageReduction {
  const pixels: Int32Array[] = [];
  for (let channel = 0; channel < grid.channels; channel++) {
    for (let entry = 0; entry < size * size; entry++) {
      const { lines, columns } = window(Math.floor(entry / size), entry % size);
      const group: number[] = [];
      for (let y = lines[0]; y < lines[1]; y++) {
        for (let x = columns[0]; x < columns[1]; x++) {
          group.push(channel * grid.channelStep + y * grid.lineStep + x * grid.columnStep);
        }
      }
      pixels.push(Int32Array.from(group));
    }
  }
  return { pixels };
}

function refuseLarger({ height, width }: ImageGrid, size: number, kind: string): void {
  if (size <= height && size <= width) return;
  throw new UserError(
    `${kind}:${size} is larger than the images of ${height} × ${width}; use at most ${kind}:${Math.min(height, width)}.`,
  );
}
