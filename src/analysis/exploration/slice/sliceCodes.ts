import { UserError } from '../../../engine/userError.ts';
import type { ProgressSink } from '../../../engine/progress.ts';
import {
  columnCentre,
  type PixelGrid,
  rowCentre,
} from '../../../engine/regions/raster/cellSpans.ts';
import { boxOf } from '../../../engine/regions/slice/samples/discGrid.ts';
import { capitalised, classPhrase } from '../../../report/phrases.ts';
import type { SliceCodes, SliceCodesRequest, SliceRaster } from '../../../protocol/slice.ts';
import type { CodedModel, CodedPoints } from '../codedModel.ts';
import { anchorsOf } from './sliceSummary.ts';
import { categorySlots, scaleSlots } from '../raster/rasterSlots.ts';
import { outputTitle, rangeOf } from './sliceRaster.ts';
import { type SliceWindow, sliceWindow } from './sliceWindow.ts';

/** Points along a side of the finest grid: a few seconds on a small network. */
export const largestSide = 256;

/**
 * Runs the model on a grid of points of a plane: class and switch codes at each, which only say where something changed between two
 * points, not what lies between them. For models without exact regions. Throws UserError for a side that is no count.
 */
export async function sliceCodes(
  model: CodedModel,
  { plane, viewport, side }: Omit<SliceCodesRequest, 'subject'>,
  progress: ProgressSink,
): Promise<SliceCodes> {
  if (!(Number.isInteger(side) && side >= 1)) {
    throw new UserError(
      `A grid of ${side} points a side cannot be run: take a whole number from 1 to ${largestSide}.`,
    );
  }
  const { inputLength } = model.runner;
  const sample = async (index: number) => Float64Array.from(await model.sample(index));
  const window = await sliceWindow(plane, inputLength, sample);
  const size = Math.min(side, largestSide);
  const grid = { ...(viewport ?? boxOf(window.corners)), width: size, height: size };
  const points = await runGrid(model, window, grid, progress);
  return {
    window: boxOf(window.corners),
    anchors: anchorsOf(window),
    raster: { width: size, height: size, ...drawnPoints(model, points, size) },
    changes: changesBetween(points.codes, size),
    patterns: countPatterns(points.codes),
  };
}

/** The points by their winning class, or by their output where it names none. */
function drawnPoints(
  { outputs, runner }: CodedModel,
  { classes, means }: CodedPoints,
  size: number,
): Pick<SliceRaster, 'slots' | 'legend'> {
  const at = ` at ${String(size)} × ${String(size)} points`;
  const exactness = 'heuristic';
  if (outputs === 'numbers') {
    const title = `${outputTitle(runner.logitWidth)}${at}`;
    return scaleSlots(means, { title, exactness, log: false, ...rangeOf(means) });
  }
  const title = `${outputs === 'sign' ? 'Sign of the output' : 'Winning class'}${at}`;
  return categorySlots(classes, (winner) => capitalised(classPhrase(winner, outputs)), {
    title,
    exactness,
  });
}

async function runGrid(
  model: CodedModel,
  { origin, axes }: SliceWindow,
  grid: PixelGrid,
  progress: ProgressSink,
): Promise<CodedPoints> {
  const { width, height } = grid;
  const total = width * height;
  const classes = new Int32Array(total);
  const means = new Float64Array(total);
  const codes = new Uint32Array(2 * total);
  const rowsAtOnce = Math.max(1, Math.min(model.runner.preferredRows, total));
  for (let start = 0; start < total; start += rowsAtOnce) {
    progress.throwIfCancelled();
    progress.report('Running the model on a grid', start, total);
    const end = Math.min(total, start + rowsAtOnce);
    const points = new Float32Array((end - start) * origin.length);
    for (let at = start; at < end; at++) {
      const u = columnCentre(grid, at % width);
      const v = rowCentre(grid, Math.floor(at / width));
      const to = (at - start) * origin.length;
      for (let i = 0; i < origin.length; i++) {
        points[to + i] = origin[i]! + u * axes[0][i]! + v * axes[1][i]!;
      }
    }
    const found = await model.run(points, end - start);
    classes.set(found.classes, start);
    means.set(found.means, start);
    codes.set(found.codes, 2 * start);
  }
  return { classes, means, codes };
}

/** 1 where a point's code differs from that of its right or lower neighbour. */
function changesBetween(codes: Uint32Array, size: number): Uint8Array {
  const differ = (a: number, b: number): boolean =>
    codes[2 * a] !== codes[2 * b] || codes[2 * a + 1] !== codes[2 * b + 1];
  return Uint8Array.from({ length: size * size }, (_, at) => {
    const right = at % size < size - 1 && differ(at, at + 1);
    const below = at + size < size * size && differ(at, at + size);
    return right || below ? 1 : 0;
  });
}

function countPatterns(codes: Uint32Array): number {
  const seen = new Set<bigint>();
  for (const code of new BigUint64Array(codes.buffer)) seen.add(code);
  return seen.size;
}
