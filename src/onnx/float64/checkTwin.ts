import { basename } from 'node:path';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { UserError } from '../../engine/userError.ts';
import { numberAttribute } from '../attributes.ts';
import type { Model } from '../model.ts';
import { createRunner } from '../runner/createRunner.ts';
import { TensorProto_DataType } from '../schema/onnx_pb.generated.ts';
import type { NetworkStructure } from '../structure.ts';
import type { Float64Options, Float64Network } from './float64Network.ts';

const rows = 8;
const float16 = TensorProto_DataType.FLOAT16;
/** Float32 against float64, relative to the largest score of the row and absolute (geometry-spec 1.11). */
const float32Tolerance = { relative: 1e-4, absolute: 1e-5 };
/** Where a model computes in float16: half a dozen roundings of 2⁻¹¹ a layer. */
const float16Tolerance = { relative: 2e-2, absolute: 2e-3 };
type Tolerance = typeof float32Tolerance;

/**
 * Runs the untouched float32 model and the twin on a few seeded inputs in [0, 1). Throws UserError when their class scores disagree:
 * then nothing computed with the twin would be about this model.
 */
export async function checkTwin(
  model: Model,
  structure: NetworkStructure,
  network: Float64Network,
  options: Float64Options,
): Promise<void> {
  const rng = randomGenerator(0);
  const input = Float32Array.from({ length: rows * network.inputLength }, () => rng.uniform());
  const runner = await createRunner(model, {
    structure,
    taps: [],
    values: [],
    logits: true,
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.sampleShape === undefined ? {} : { sampleShape: options.sampleShape }),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
  try {
    const { logits } = await runner.run(input, rows);
    const twin = await network.evaluate(Float64Array.from(input), rows, network.sites.length);
    const tolerance = isHalfPrecise(model) ? float16Tolerance : float32Tolerance;
    if (!agree(logits!, twin, network.outputWidth, tolerance)) {
      throw new UserError(
        `The float64 twin of ${basename(model.path)} does not reproduce its class scores, so its exact regions are not available: report this model.`,
        { code: 'unsupported' },
      );
    }
  } finally {
    await runner.close();
  }
}

/** Whether a value of the graph is declared, stored or cast as float16. */
function isHalfPrecise({ graph }: Model): boolean {
  const types = [...graph.inputs, ...graph.outputs, ...graph.initializers.values()];
  return (
    types.some(({ type }) => type === 'float16') ||
    graph.nodes.some((node) => node.op === 'Cast' && numberAttribute(node, 'to', 1) === float16)
  );
}

function agree(
  float32: Float32Array,
  float64: Float64Array,
  width: number,
  { relative, absolute }: Tolerance,
): boolean {
  if (float32.length !== float64.length) return false;
  for (let row = 0; row < rows; row++) {
    const scores = float32.subarray(row * width, (row + 1) * width);
    const scale = scores.reduce((largest, score) => Math.max(largest, Math.abs(score)), 0);
    const tolerance = absolute + relative * scale;
    if (scores.some((score, i) => !(Math.abs(score - float64[row * width + i]) <= tolerance))) {
      return false;
    }
  }
  return true;
}
