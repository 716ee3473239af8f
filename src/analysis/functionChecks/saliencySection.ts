import { columnMeans } from '../../engine/extrapolation/columnMeans.ts';
import { marginGradients } from '../../engine/extrapolation/function/marginGradients.ts';
import type { ScoreFunction } from '../../engine/extrapolation/function/scoreFunction.ts';
import { columnRanges } from '../../engine/extrapolation/rangeBox.ts';
import { saliencyFraction } from '../../engine/extrapolation/saliencyFraction.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { FunctionChecks } from '../../report/report.ts';

/** Evaluations of the model that gradients may cost. */
const evaluations = 20_000;
const maximalRows = 100;

/** How much of what the model looks at is in the training range (D27), on the first test rows that the work allows. */
export async function saliencySection(
  scores: ScoreFunction,
  train: Matrix,
  test: Matrix,
): Promise<NonNullable<FunctionChecks['saliency']>> {
  const affordable = Math.max(1, Math.floor(evaluations / (test.columns + 1)));
  const rows = Math.min(maximalRows, test.rows, affordable);
  const { columns } = test;
  const points = { rows, columns, data: Float64Array.from(test.data.subarray(0, rows * columns)) };
  const gradients = await marginGradients(scores, points);
  const deviations = columnDeviations(train);
  const data = gradients.data.map((slope, at) => slope * deviations[at % columns]);
  const { low, high } = columnRanges(train);
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

function columnDeviations(train: Matrix): Float64Array {
  const { rows, columns, data } = train;
  const means = columnMeans(train);
  const squares = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) squares[k] += (data[at++] - means[k]) ** 2;
  }
  return squares.map((square) => Math.sqrt(square / rows));
}
