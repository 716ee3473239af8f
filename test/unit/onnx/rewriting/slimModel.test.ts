import { strict as assert } from 'node:assert';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { ort } from '../../../../src/onnx/ort.ts';
import { initializer, modelBytes, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withRunner } from '../runner/modelFile.ts';

/** 3000² weights are 36 MB: beyond what is read into memory. */
const width = 3000;

describe('a large model file', () => {
  let folder = '';
  let path = '';
  const row = new Float32Array(width);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slim-'));
    path = join(folder, 'large.onnx');
    const rng = randomGenerator(11);
    const weights = Float32Array.from({ length: width * width }, () => rng.uniform() - 0.5);
    row.forEach((_, i) => (row[i] = rng.normal()));
    const bytes = modelBytes({
      nodes: [node('MatMul', ['x', 'w'], ['z']), node('Relu', ['z'], ['y'])],
      inputs: [value('x', 'float32', [1, width])],
      outputs: [value('y', 'float32', [1, width])],
      initializers: [initializer('w', 'float32', [width, width], weights)],
    });
    await writeFile(path, bytes);
  });
  after(() => rm(folder, { recursive: true }));

  it('goes to the runtime without its weights, which stay in the file', async () => {
    const model = await openModel(path);
    const encoded = model.encoded()!;
    assert.ok(encoded.length < 1000, `${encoded.length} bytes`);
    assert.equal(model.bytes > 36e6, true);
    await model.close();
  });

  const sameAsWhole = async (file: string): Promise<void> => {
    const session = await ort().InferenceSession.create(path);
    const { y } = await session.run({ x: new (ort().Tensor)('float32', row, [1, width]) });
    await withRunner(
      file,
      () => ({}),
      async ({ runner }) => {
        assert.equal(runner.batching, 'freed');
        const { logits } = await runner.run(row, 1);
        assert.deepEqual(logits, y.data);
      },
    );
    await session.release();
  };

  it('computes what the whole file computes, its batch axis freed', () => sameAsWhole(path));

  it('may be reached through a link', async () => {
    const link = join(folder, 'link.onnx');
    await symlink(path, link);
    await sameAsWhole(link);
  });

  it('keeps its weights readable when its graph is edited', async () => {
    const model = await openModel(path);
    const edited = model.edited(({ graph }) => {
      graph!.node[1].opType = 'Neg';
    });
    const read = (which: typeof model) => which.readTensor(which.graph.initializers.get('w')!);
    assert.deepEqual(await read(edited), await read(model));
    assert.equal(edited.graph.nodes[1].op, 'Neg');
    await edited.close();
  });
});
