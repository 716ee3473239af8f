import { UserError } from '../../engine/userError.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import type { Model } from '../../onnx/model.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';

/** Sequences of the proof, and the agreement asked of its outputs relative to the largest (geometry-spec 1.11). */
const proofSequences = 3;
const tolerance = 1e-4;

/**
 * Whether a model of sequences (`shape` = steps × features) treats every step on its own: then a step can be a sample. Proved on
 * seeded sequences, whose steps one by one must give what the whole sequences give.
 */
export async function actsOnPositions(
  model: Model,
  [steps, features]: readonly number[],
  threads: number | undefined,
): Promise<boolean> {
  if (steps === undefined || features === undefined || steps === 1) return false;
  const rng = randomGenerator(1);
  const rows = Float32Array.from({ length: proofSequences * steps * features }, () => rng.normal());
  try {
    const whole = await outputs(model, rows, [steps, features], threads);
    const single = await outputs(model, rows, [1, features], threads);
    const largest = whole.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    return (
      whole.length === single.length &&
      whole.every((value, i) => Math.abs(value - single[i]!) <= tolerance * largest)
    );
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function outputs(
  model: Model,
  rows: Float32Array,
  sampleShape: readonly number[],
  threads: number | undefined,
): Promise<Float32Array> {
  const runner = await createRunner(model, {
    structure: await analyseStructure(model),
    sampleShape,
    ...(threads !== undefined && { threads }),
    taps: [],
    values: [],
    logits: true,
  });
  try {
    return (await runner.run(rows, rows.length / runner.inputLength)).logits!;
  } finally {
    await runner.close();
  }
}
