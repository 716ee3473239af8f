import { columnMeans } from '../../engine/extrapolation/columnMeans.ts';
import { marginGradients } from '../../engine/extrapolation/function/marginGradients.ts';
import type { ScoreFunction } from '../../engine/extrapolation/function/scoreFunction.ts';
import { saliencyFraction } from '../../engine/extrapolation/saliencyFraction.ts';
import { blocksOf, type RowSource } from '../../engine/extrapolation/streamed/rowBlocks.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { FunctionChecks } from '../../report/report.ts';
import { rowRanges } from '../rowRanges.ts';

/** Evaluations of the model that gradients may cost. */
const evaluations = 20_000;
const maximalRows = 100;

/** How much of what the model looks at is in the training range (D27), on the first test rows that the work allows. */
export async function saliencySection(
  scores: ScoreFunction,
  train: RowSource,
  test: Matrix,
): Promise<NonNullable<FunctionChecks['saliency']>> {
  const affordable = Math.max(1, Math.floor(evaluations / (test.columns + 1)));
  const rows = Math.min(maximalRows, test.rows, affordable);
  const { columns } = test;
  const points = { rows, columns, data: Float64Array.from(test.data.subarray(0, rows * columns)) };
  const gradients = await marginGradients(scores, points);
  const deviations = await columnDeviations(train);
  const data = gradients.data.map((slope, at) => slope * deviations[at % columns]);
  const { low, high } = await rowRanges(train);
  const { fraction, effectiveColumns } = saliencyFraction(points, low, high, {
    ...gradients,
    data,
  });
  return {
    samples: rows,
    fraction: summarise(fraction),
    effectiveColumns: summarise(effectiveColumns),
  };
}

/** Standard deviation of each column, in two passes. */
async function columnDeviations(train: RowSource): Promise<Float64Array> {
  const { rows, columns } = train;
  const means = new Float64Array(columns);
  for await (const { matrix } of blocksOf(train).blocks()) {
    const own = columnMeans(matrix);
    for (let k = 0; k < columns; k++) means[k] += (own[k] * matrix.rows) / rows;
  }
  const squares = new Float64Array(columns);
  for await (const { matrix } of blocksOf(train).blocks()) {
    for (let at = 0; at < matrix.data.length;) {
      for (let k = 0; k < columns; k++) squares[k] += (matrix.data[at++] - means[k]) ** 2;
    }
  }
  return squares.map((square) => Math.sqrt(square / rows));
}
