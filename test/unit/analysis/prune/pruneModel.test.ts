import { strict as assert } from 'node:assert';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { pruneModel } from '../../../../src/analysis/prune/pruneModel.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { ModelProtoSchema } from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { rootFolder } from '../../../support/vscode/folders.ts';

const sample = join(rootFolder, 'media', 'samples', 'digits');
const digits = join(sample, 'digits.onnx');
const data = {
  train: { samples: join(sample, 'train.npz#images'), labels: join(sample, 'train.npz#labels') },
  test: { samples: join(sample, 'test.npz#images'), labels: join(sample, 'test.npz#labels') },
};

describe('pruneModel', function () {
  let folder = '';
  let model = '';
  const silenced = [3, 17, 40];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'model-geometry-'));
    model = join(folder, 'silenced.onnx');
    await writeFile(model, withSilencedUnits());
  });
  after(() => rm(folder, { recursive: true }));

  /** The sample with three units of its first dense layer pushed far below zero. */
  function withSilencedUnits(): Uint8Array {
    const proto = fromBinary(ModelProtoSchema, readFileSync(digits));
    const dense = proto.graph!.node.find(({ name }) => name === 'dense1')!;
    const bias = proto.graph!.initializer.find(({ name }) => name === dense.input[2])!;
    const values = new Float32Array(Uint8Array.from(bias.rawData).buffer);
    for (const unit of silenced) values[unit] = -1e4;
    bias.rawData = new Uint8Array(values.buffer);
    return toBinary(ModelProtoSchema, proto);
  }

  it('takes out what is certified silent and keeps the scores of every sample', async () => {
    const output = join(folder, 'pruned.onnx');
    const result = await pruneModel({ model, output, ...data }, silentProgress);
    assert.deepEqual(result.removed, [{ layer: 'dense1', units: silenced }]);
    assert.equal(result.check.samples, 1397 + 400);
    assert.ok(result.check.largestDifference <= 1e-5 * result.check.largestScore);
    // A unit of dense1 has 128 weights and a bias, and 32 units of dense2 read it.
    assert.equal(result.parameters.before - result.parameters.after, 3 * (128 + 1 + 32));
  });

  it('says in one sentence where it cannot write', async () => {
    const output = join(folder, 'missing', 'pruned.onnx');
    const { train } = data;
    await assert.rejects(
      pruneModel({ model, output, train }, silentProgress),
      /^UserError: Cannot write .*pruned\.onnx \(ENOENT\);/,
    );
  });

  it('writes a model that a diagnosis takes as any other, with fewer dead units', async () => {
    const request = { ...data, parts: ['hyperplanes'] as const };
    const before = await diagnose({ ...request, model }, silentProgress);
    const after = await diagnose(
      { ...request, model: join(folder, 'pruned.onnx') },
      silentProgress,
    );
    const dead = (report: typeof before): number =>
      report.hyperplanes!.layers.find(({ layer }) => layer === 'dense1')!.dead!.count;
    assert.equal(dead(after), dead(before) - silenced.length);
    assert.equal(after.data.train?.accuracy, before.data.train?.accuracy);
  });

  it('takes no unit that is merely never active on the samples', async () => {
    const output = join(folder, 'none.onnx');
    await assert.rejects(
      pruneModel({ model: digits, output, ...data }, silentProgress),
      /nothing to prune/,
    );
    assert.equal(existsSync(output), false);
    assert.equal(existsSync(`${output}.part`), false);
  });

  it('refuses to overwrite the model, and to work without data', async () => {
    await assert.rejects(
      pruneModel({ model, output: model, ...data }, silentProgress),
      /another name/,
    );
    const output = join(folder, 'none.onnx');
    await assert.rejects(pruneModel({ model, output }, silentProgress), /range of its data/);
  });
});
