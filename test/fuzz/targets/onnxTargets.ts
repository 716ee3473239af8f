import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { diagnose } from '../../../src/analysis/diagnose.ts';
import { inspectModel } from '../../../src/analysis/inspect/inspectModel.ts';
import { silentProgress } from '../../../src/engine/progress.ts';
import type { RandomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { UserError } from '../../../src/engine/userError.ts';
import { analyseStructure } from '../../../src/onnx/analyseStructure.ts';
import { readLayerWeights } from '../../../src/onnx/layerWeights.ts';
import { openModel } from '../../../src/onnx/openModel.ts';
import { type ModelProto, ModelProtoSchema } from '../../../src/onnx/schema/onnx_pb.generated.ts';
import { validateReport } from '../../../src/report/validateReport.ts';
import { npyOf } from '../../unit/datasets/support/archives.ts';
import { type FuzzOutcome, type FuzzTarget, outcomeOf, pick } from '../fuzzTarget.ts';
import { mutateBytes } from '../mutate/mutateBytes.ts';
import { mutateMessage } from '../mutate/mutateMessage.ts';
import { externalModel } from './externalModel.ts';
import { deepModel } from './deepModel.ts';
import { modelPaths } from './seeds.ts';

/** What can be known of a model without running it, as text: the graph, its layers, and a digest of their numbers. */
async function readModel(path: string): Promise<string> {
  const { bytes, producer, ...inspection } = await inspectModel({ model: path });
  assert.ok(bytes > 0 && producer.length >= 0);
  const model = await openModel(path);
  try {
    const { layers } = await analyseStructure(model);
    const hash = createHash('sha256');
    for (const layer of layers) {
      const { weights, bias } = await readLayerWeights(model, layer);
      assert.ok(weights.data.every(Number.isFinite) && bias.every(Number.isFinite));
      hash.update(weights.data).update(bias);
    }
    return JSON.stringify({ ...inspection, weights: hash.digest('hex') });
  } finally {
    await model.close();
  }
}

const seeds = modelPaths.map((path) => readFileSync(path));

async function feedBytes(rng: RandomGenerator, folder: string): Promise<FuzzOutcome> {
  const path = join(folder, 'model.onnx');
  writeFileSync(path, mutateBytes(pick(rng, seeds), rng));
  return outcomeOf(() => readModel(path));
}

async function feedMessage(rng: RandomGenerator, folder: string): Promise<FuzzOutcome> {
  const path = join(folder, 'model.onnx');
  writeFileSync(path, mutatedModel(rng));
  return outcomeOf(() => readModel(path));
}

function mutatedModel(rng: RandomGenerator): Uint8Array {
  const proto = fromBinary(ModelProtoSchema, pick(rng, seeds));
  mutateMessage(ModelProtoSchema, proto, rng);
  return toBinary(ModelProtoSchema, proto);
}

/** Changes that no reader may notice. */
const neutralEdits: readonly ((proto: ModelProto, rng: RandomGenerator) => void)[] = [
  (proto) => (proto.docString = '</script> \u001b[31m '.repeat(500)),
  (proto) => (proto.modelVersion = 2n ** 62n),
  (proto) => proto.graph!.node.forEach((node) => (node.docString = 'x\n'.repeat(50))),
  (proto) => proto.graph!.initializer.forEach((tensor) => (tensor.docString = 'weights')),
  (proto) => (proto.graph!.name = 'renamed'),
  // A field of a later version of the format.
  (proto) => (proto.$unknown = [{ no: 900, wireType: 2, data: Uint8Array.of(3, 1, 2, 3) }]),
];

/** The same model written another way is the same model. */
async function feedNeutral(rng: RandomGenerator, folder: string): Promise<FuzzOutcome> {
  const path = join(folder, 'model.onnx');
  const bytes = pick(rng, seeds);
  const proto = fromBinary(ModelProtoSchema, bytes);
  for (let left = 1 + rng.integer(3); left > 0; left--) pick(rng, neutralEdits)(proto, rng);
  writeFileSync(path, bytes);
  const expected = await readModel(path).catch(messageOf);
  writeFileSync(path, toBinary(ModelProtoSchema, proto));
  return outcomeOf(async () => assert.equal(await readModel(path).catch(messageOf), expected));
}

function messageOf(error: unknown): string {
  if (!(error instanceof UserError)) throw error;
  return error.message;
}

/** Diagnoses a damaged model on a few rows of ones and zeros that fit the shape its input declares. */
async function feedRun(rng: RandomGenerator, folder: string): Promise<FuzzOutcome> {
  const model = join(folder, 'model.onnx');
  const samples = join(folder, 'x.npy');
  const bytes = rng.integer(3) === 0 ? mutateBytes(pick(rng, seeds), rng) : mutatedModel(rng);
  writeFileSync(model, bytes);
  return outcomeOf(async () => {
    const { inputs } = await inspectModel({ model });
    const shape = (inputs[0]?.shape ?? [])
      .slice(1)
      .map((dim) => (typeof dim === 'number' ? dim : 2));
    const width = shape.reduce((product, dim) => product * dim, 1);
    if (!(width > 0 && width <= 4096)) return;
    const values = Float32Array.from({ length: 6 * width }, () => rng.integer(3) - 1);
    writeFileSync(samples, npyOf('<f4', [6, ...shape], new Uint8Array(values.buffer)));
    const report = await diagnose(
      {
        model,
        train: { samples },
        test: { samples, limit: 3 },
        baseline: false,
        threads: 1,
        spaces: ['input'],
      },
      silentProgress,
    );
    assert.deepEqual(validateReport(JSON.parse(JSON.stringify(report))), []);
  });
}

/** Doors for models. */
export const onnxTargets: readonly FuzzTarget[] = [
  { name: 'onnx-bytes', share: 12, feed: feedBytes },
  { name: 'onnx-message', share: 14, feed: feedMessage },
  { name: 'onnx-neutral', share: 2, feed: feedNeutral },
  {
    name: 'onnx-external',
    share: 4,
    feed: (rng, folder) => outcomeOf(() => externalModel(rng, folder)),
  },
  {
    name: 'onnx-deep',
    share: 1,
    feed: (rng, folder) => {
      const path = join(folder, 'model.onnx');
      writeFileSync(path, deepModel(rng));
      return outcomeOf(() => readModel(path));
    },
  },
  { name: 'onnx-run', share: 4, runsNativeCode: true, feed: feedRun },
];
