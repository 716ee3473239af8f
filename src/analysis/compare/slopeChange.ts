import { lengthOf } from '../../engine/linalg/dot.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import { isOver, type ProgressSink } from '../../engine/progress.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import { UserError } from '../../engine/userError.ts';
import { Float64Network } from '../../onnx/float64/float64Network.ts';
import type { SlopeChange } from '../../report/comparison/comparison.ts';
import type { ComparedModel } from './comparedModel.ts';

/** Samples of each kind that slopes are taken at. */
const samplesOfAKind = 32;
/** More class scores would cost more than they say. */
const mostScores = 128;

/**
 * Relative change ‖ΔA‖/‖A‖ of the class scores' slopes (Frobenius norm, geometry-spec D49), at samples with no switch changed and at
 * others, in float64. `null` where either model is not piecewise linear, so that its slopes tell less than its scores.
 */
export async function slopeChange(
  first: ComparedModel,
  second: ComparedModel,
  changed: readonly boolean[],
  progress: ProgressSink,
): Promise<SlopeChange | null> {
  const models = [first, second];
  const isMeasured = models.every(({ subject }) => subject.structure.piecewiseLinear);
  if (!isMeasured || first.runner.logitWidth > mostScores) return null;
  const networks: Float64Network[] = [];
  try {
    for (const model of models) networks.push(await openNetwork(model));
    const rows = (kind: boolean): number[] =>
      [...changed.keys()].filter((row) => changed[row] === kind).slice(0, samplesOfAKind);
    return {
      unchanged: await changesAt(rows(false), first, networks, progress),
      changed: await changesAt(rows(true), first, networks, progress),
    };
  } catch (error) {
    // An operator without an exact twin.
    if (error instanceof UserError) return null;
    throw error;
  } finally {
    for (const network of networks) await network.close();
  }
}

function openNetwork({ subject, samples }: ComparedModel): Promise<Float64Network> {
  const { model, structure, input } = subject;
  return Float64Network.open(model, structure, { input: input.name, sampleShape: samples.shape });
}

async function changesAt(
  rows: readonly number[],
  { samples }: ComparedModel,
  [first, second]: readonly Float64Network[],
  progress: ProgressSink,
): Promise<SlopeChange['unchanged']> {
  const changes: number[] = [];
  for (const [done, row] of rows.entries()) {
    progress.throwIfCancelled();
    if (isOver(progress)) break;
    progress.report('Comparing slopes', done, rows.length);
    const point = Float64Array.from(await samples.read(row, row + 1));
    const before = await jacobian(first, point);
    const after = await jacobian(second, point);
    const size = lengthOf(before);
    // Where the first model is flat there is nothing to relate a change to.
    if (size > 0) changes.push(lengthOf(after.map((value, i) => value - before[i])) / size);
  }
  return changes.length > 0 ? { samples: changes.length, change: summarise(changes) } : null;
}

/** Slopes of all class scores, scores × inputs. */
async function jacobian(network: Float64Network, point: Float64Array): Promise<Float64Array> {
  const scores = network.outputWidth;
  const seeds: Matrix<Float64Array> = {
    rows: scores,
    columns: scores,
    data: Float64Array.from({ length: scores * scores }, (_, i) =>
      i % (scores + 1) === 0 ? 1 : 0,
    ),
  };
  const { gradients } = await network.linearised().pullBack(point, network.sites.length, seeds);
  return gradients.data;
}
