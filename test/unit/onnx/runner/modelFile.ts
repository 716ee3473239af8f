import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { type Model } from '../../../../src/onnx/model.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { type InferenceSession, ort } from '../../../../src/onnx/ort.ts';
import { type ModelRunner, type RunnerOptions } from '../../../../src/onnx/runner.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import {
  ModelProtoSchema,
  ValueInfoProtoSchema,
} from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { type GraphParts, modelBytes } from '../../../../src/onnx/schema/writeModel.ts';
import { type NetworkStructure } from '../../../../src/onnx/structure.ts';

export interface OpenedRunner {
  readonly model: Model;
  readonly structure: NetworkStructure;
  readonly runner: ModelRunner;
}

/** Opens a file with taps for everything but distances, lends it to `use` and closes it. */
export async function withRunner<T>(
  path: string,
  options: (structure: NetworkStructure) => Partial<RunnerOptions>,
  use: (opened: OpenedRunner) => Promise<T>,
): Promise<T> {
  const model = await openModel(path);
  try {
    const structure = await analyseStructure(model);
    const runner = await createRunner(model, {
      structure,
      taps: structure.sites.map((site) => ({ site, counts: true, codes: true })),
      values: [],
      logits: true,
      threads: 1,
      ...options(structure),
    });
    try {
      return await use({ model, structure, runner });
    } finally {
      await runner.close();
    }
  } finally {
    await model.close();
  }
}

/** Writes a model into a folder of its own, lends its path to `use` and removes it. */
export async function withModelFile<T>(
  parts: GraphParts | Uint8Array,
  use: (path: string) => Promise<T>,
  opset = 17,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'runner-test-'));
  try {
    const path = join(folder, 'model.onnx');
    await writeFile(path, parts instanceof Uint8Array ? parts : modelBytes(parts, opset));
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export interface RawValue {
  readonly dims: readonly number[];
  readonly data: readonly number[];
}

/** What the untouched model computes for one row, by a route of its own: the whole model decoded, outputs added, encoded again. */
export async function rawValues(
  bytes: Uint8Array,
  names: readonly string[],
  feeds: Readonly<Record<string, { data: Float32Array; dims: readonly number[] }>>,
  options: InferenceSession.SessionOptions = { graphOptimizationLevel: 'disabled' },
): Promise<Map<string, RawValue>> {
  const proto = fromBinary(ModelProtoSchema, bytes);
  const known = new Set(proto.graph!.output.map(({ name }) => name));
  for (const name of new Set(names)) {
    if (!known.has(name)) proto.graph!.output.push(create(ValueInfoProtoSchema, { name }));
  }
  const session = await ort().InferenceSession.create(toBinary(ModelProtoSchema, proto), {
    executionProviders: ['cpu'],
    logSeverityLevel: 3,
    ...options,
  });
  try {
    const tensors = Object.entries(feeds).map(
      ([name, { data, dims }]) => [name, new (ort().Tensor)('float32', data, dims)] as const,
    );
    const results = await session.run(Object.fromEntries(tensors), [...new Set(names)]);
    return new Map(
      Object.entries(results).map(([name, { dims, data }]) => [
        name,
        { dims, data: Array.from(data as ArrayLike<number | bigint>, Number) },
      ]),
    );
  } finally {
    await session.release();
  }
}
