import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Model } from '../../../src/onnx/model.ts';
import { openModel } from '../../../src/onnx/openModel.ts';
import { initializer, modelBytes, node, value } from '../../../src/onnx/schema/writeModel.ts';
import { sharedPath } from '../../support/sharedData.ts';
import { expectedTensors, fixture } from './fixtureOracle.ts';

const withModel = async <T>(path: string, use: (model: Model) => Promise<T> | T): Promise<T> => {
  const model = await openModel(path);
  try {
    return await use(model);
  } finally {
    await model.close();
  }
};

const refusal = (message: RegExp): object => ({ name: 'UserError', message });

describe('openModel', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'open-model-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const written = (name: string, content: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it('counts quantised weights among the parameters, without their zero points', async () => {
    const bytes = modelBytes({
      nodes: [
        node('DequantizeLinear', ['q', 'scale', 'zero'], ['w'], { axis: 0 }),
        node('MatMul', ['x', 'w'], ['y']),
      ],
      inputs: [value('x', 'float32', ['n', 2])],
      outputs: [value('y', 'float32', ['n', 3])],
      initializers: [
        initializer('q', 'uint8', [2, 3], Uint8Array.of(1, 2, 3, 4, 5, 6)),
        initializer('scale', 'float32', [2], Float32Array.of(0.5, 0.25)),
        initializer('zero', 'uint8', [2], Uint8Array.of(0, 0)),
      ],
    });
    await withModel(written('quantised.onnx', bytes), (model) => {
      assert.equal(model.parameters, 2 * 3 + 2);
    });
  });

  it('reads header, inputs and outputs', async () => {
    await withModel(fixture('conv-bn-relu'), (model) => {
      assert.equal(model.producer, 'makeModels 1');
      assert.equal(model.irVersion, 8);
      assert.deepEqual(model.opset, { '': 13 });
      assert.deepEqual(model.graph.inputs, [{ name: 'x', type: 'float32', shape: ['N', 3, 8, 8] }]);
      assert.deepEqual(model.graph.outputs, [{ name: 'y', type: 'float32', shape: ['N', 5] }]);
      assert.equal(model.parameters, 4 * 27 + 4 * 4 + 4 * 5 + 5);
      assert.deepEqual(model.externalFiles, []);
    });
  });

  it('links values to the nodes that make and read them', async () => {
    await withModel(fixture('residual-sums'), ({ graph }) => {
      assert.equal(graph.producer.get('z2')?.name, 'sum1');
      assert.deepEqual(
        graph.consumers.get('a2')?.map((node) => node.name),
        ['block2.a', 'sum2'],
      );
    });
  });

  it('does not count initializers listed as inputs among the inputs', async () => {
    await withModel(fixture('initializers-as-inputs'), ({ graph }) => {
      assert.deepEqual(
        graph.inputs.map((input) => input.name),
        ['x'],
      );
    });
  });

  it('hashes the file', async () => {
    const path = fixture('dense');
    const expected = createHash('sha256').update(readFileSync(path)).digest('hex');
    assert.equal(await withModel(path, (model) => model.sha256()), expected);
  });

  it('opens every shared model and counts its parameters', async function () {
    const path = sharedPath('models', 'mnist-net_256x2.onnx');
    if (path === undefined) return this.skip();
    assert.equal(await withModel(path, (model) => model.parameters), 269322);
  });

  describe('readTensor', () => {
    for (const [name, values] of Object.entries(expectedTensors)) {
      it(`widens ${name.replace('.', ' ')} values to float64`, async () => {
        await withModel(fixture('element-types'), async (model) => {
          const tensor = model.graph.initializers.get(name)!;
          assert.equal(tensor.type, name.split('.')[1]);
          assert.deepEqual([...(await model.readTensor(tensor))], values);
        });
      });
    }

    it('refuses strings by the name of the tensor', async () => {
      await withModel(fixture('element-types'), async (model) => {
        const strings = model.graph.initializers.get('strings')!;
        await assert.rejects(model.readTensor(strings), refusal(/tensor "strings" .* type string/));
      });
    });

    it('reads external data at its offset', async () => {
      await withModel(fixture('external-data'), async (model) => {
        const tensor = model.graph.initializers.get('w')!;
        const bytes = readFileSync(join(fixture('.'), '..', 'external-data.bin'));
        const expected = Array.from({ length: 12 }, (_, i) => bytes.readFloatLE(16 + 4 * i));
        assert.deepEqual([...(await model.readTensor(tensor))], expected);
        assert.deepEqual(model.externalFiles, ['external-data.bin']);
      });
    });

    it('refuses data that was cut off after the model was opened', async () => {
      copyFileSync(fixture('external-data'), join(folder, 'cut.onnx'));
      written('external-data.bin', new Uint8Array(64));
      await withModel(join(folder, 'cut.onnx'), async (model) => {
        truncateSync(join(folder, 'external-data.bin'), 32);
        await assert.rejects(
          model.readTensor(model.graph.initializers.get('w')!),
          refusal(/external-data\.bin changed while it was read/),
        );
      });
    });
  });

  describe('refuses in one sentence', () => {
    const cases: readonly (readonly [string, () => string, RegExp])[] = [
      ['a missing file', () => join(folder, 'none.onnx'), /There is no file .*none\.onnx/],
      ['a path that no system knows', () => 'a\0b', /cannot be opened/],
      ['a folder', () => folder, /is not a file/],
      ['an empty file', () => written('empty.onnx', ''), /is empty/],
      ['a text file', () => written('text.onnx', 'hello, world\n'.repeat(9)), /not a usable ONNX/],
      [
        'a Git LFS pointer',
        () => written('lfs.onnx', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n'),
        /Git LFS pointer.*git lfs pull/,
      ],
      ['a sparse initializer', () => fixture('sparse-initializer'), /"w" is stored as a sparse/],
      [
        'external data above its folder',
        () => fixture('external-escape'),
        /"w" in .* outside its own folder/,
      ],
      [
        'missing external data',
        () => fixture('external-missing'),
        /"w" in "nowhere.bin", which cannot be/,
      ],
      [
        'external data that ends early',
        () => fixture('external-short'),
        /"w" needs bytes beyond the end/,
      ],
      [
        'external data of another size',
        () => fixture('external-wrong-length'),
        /"w" announces 40 /,
      ],
      [
        'external data behind a symbolic link',
        () => {
          copyFileSync(fixture('external-link'), join(folder, 'link.onnx'));
          symlinkSync('/etc/hosts', join(folder, 'link.bin'));
          return join(folder, 'link.onnx');
        },
        /"w" in "link.bin", which is a link/,
      ],
    ];
    for (const [what, path, message] of cases) {
      it(what, async () => {
        await assert.rejects(openModel(path()), refusal(message));
      });
    }

    it('a file larger than protobuf allows, pointing to external data', async () => {
      const path = written('huge.onnx', 'x');
      truncateSync(path, 3 * 2 ** 30);
      await assert.rejects(openModel(path), refusal(/3\.0 GB.*external data/));
    });

    it('every truncation of a model', async () => {
      const bytes = readFileSync(fixture('residual-sums'));
      for (let length = 1; length < bytes.length; length += 23) {
        const path = written('truncated.onnx', bytes.subarray(0, length));
        // A cut between two fields of the model may leave a valid one, without its opset.
        const opened = await openModel(path).catch((error: unknown) => error as Error);
        if (opened instanceof Error) assert.match(opened.message, /not a usable ONNX model \(/);
        else await opened.close();
      }
    });
  });
});
