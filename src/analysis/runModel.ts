import type { ProgressSink } from '../engine/progress.ts';
import type { ChunkResult, ModelRunner } from '../onnx/runner.ts';
import type { SampleSet } from './samples.ts';

/**
 * Runs every sample through the model in chunks and hands each chunk's reductions to `consume`,
 * with the index of its first row. Reports rows done under `stage`.
 */
export async function runModel(
  runner: ModelRunner,
  samples: SampleSet,
  stage: string,
  progress: ProgressSink,
  consume: (chunk: ChunkResult, firstRow: number) => void,
): Promise<void> {
  const step = runner.preferredRows;
  for (let start = 0; start < samples.rows; start += step) {
    progress.throwIfCancelled();
    progress.report(stage, start, samples.rows);
    const end = Math.min(start + step, samples.rows);
    const input = await samples.read(start, end);
    consume(await runner.run(input, end - start), start);
  }
  progress.report(stage, samples.rows, samples.rows);
}
