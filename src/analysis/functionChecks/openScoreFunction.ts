import type { Exactness } from '../../engine/exactness.ts';
import type { ScoreFunction } from '../../engine/extrapolation/function/scoreFunction.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import { UserError } from '../../engine/userError.ts';
import { Float64Network } from '../../onnx/float64/float64Network.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import type { Subject } from '../diagnosis/subject.ts';

export interface OpenedScores extends ScoreFunction {
  /** "exact" for a float64 twin of a piecewise-linear model, else "estimate". */
  readonly exactness: Exactness;
  close(): Promise<void>;
}

/** In float64 rounding is some 1e-16 of the scores, so that a slope keeps nine digits. */
const float64Step = 1e-6;
/** In float32 a slope over a shorter way would be rounding noise. */
const float32Step = 1e-2;

/** A twin of more parameters than this would take more memory than its digits are worth here. */
const maximalParameters = 2e7;

/** The model as a function of its input: its float64 twin where it has one of bearable size, else the model itself in float32. */
export async function openScoreFunction(
  { model, structure, input }: Subject,
  sampleShape: readonly number[],
  threads: number | undefined,
): Promise<OpenedScores> {
  const options = {
    input: input.name,
    sampleShape,
    ...(threads !== undefined && { threads }),
  };
  if (structure.piecewiseLinear && model.parameters <= maximalParameters) {
    try {
      return twinScores(await Float64Network.open(model, structure, options));
    } catch (error) {
      // Some operators have no float64 twin.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return runnerScores(
    await createRunner(model, { ...options, structure, taps: [], values: [], logits: true }),
  );
}

function twinScores(network: Float64Network): OpenedScores {
  return {
    exactness: 'exact',
    step: float64Step,
    evaluate: async ({ rows, data }) => {
      const scores = await network.evaluate(data, rows, network.sites.length);
      return { rows, columns: network.outputWidth, data: scores };
    },
    close: () => network.close(),
  };
}

function runnerScores(runner: ModelRunner): OpenedScores {
  return {
    exactness: 'estimate',
    step: float32Step,
    evaluate: (points) => evaluateInChunks(runner, points),
    close: () => runner.close(),
  };
}

async function evaluateInChunks(
  runner: ModelRunner,
  { rows, columns, data }: Matrix<Float64Array>,
): Promise<Matrix<Float64Array>> {
  const parts: Float32Array[] = [];
  for (let start = 0; start < rows; start += runner.preferredRows) {
    const end = Math.min(start + runner.preferredRows, rows);
    const block = Float32Array.from(data.subarray(start * columns, end * columns));
    parts.push((await runner.run(block, end - start)).logits!);
  }
  const width = runner.logitWidth;
  const joined = new Float64Array(rows * width);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return { rows, columns: width, data: joined };
}
