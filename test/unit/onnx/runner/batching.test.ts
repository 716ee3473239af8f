import { strict as assert } from 'node:assert';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import {
  ModelProtoSchema,
  type TensorProto,
  TensorProto_DataType,
  TensorProtoSchema,
} from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import {
  type GraphParts,
  initializer,
  modelBytes,
  node,
  value,
} from '../../../../src/onnx/schema/writeModel.ts';
import { sessionCounts } from '../../../support/sessionCounts.ts';
import { rawValues, withModelFile, withRunner } from './modelFile.ts';

const rng = randomGenerator(3);
const normals = (length: number) => Float32Array.from({ length }, () => rng.normal());
const weights = initializer('w', 'float32', [6, 4], normals(24));
const target = (dims: readonly bigint[]) =>
  initializer('target', 'int64', [dims.length], BigInt64Array.from(dims));

/** input (batch, 2, 3) → Reshape → MatMul → Relu, with `head` and `tail` nodes around. */
function reshapedNet(
  batch: number | string,
  shape: TensorProto,
  tail: GraphParts['nodes'] = [node('Identity', ['a'], ['y'])],
): GraphParts {
  return {
    inputs: [value('x', 'float32', [batch, 2, 3])],
    outputs: [value('y', 'float32', [batch, 4])],
    initializers: [weights, shape],
    nodes: [
      node('Reshape', ['x', 'target'], ['flat']),
      node('MatMul', ['flat', 'w'], ['z']),
      node('Relu', ['z'], ['a']),
      ...tail,
    ],
  };
}

/** The same target shape kept as int64_data varints, as some exporters write it. */
function typedTarget(dims: readonly bigint[]): TensorProto {
  return create(TensorProtoSchema, {
    name: 'target',
    dataType: TensorProto_DataType.INT64,
    dims: [BigInt(dims.length)],
    int64Data: [...dims],
  });
}

const cases: readonly (readonly [
  what: string,
  parts: GraphParts,
  batching: string,
  batch: number,
])[] = [
  ['a dynamic batch is native', reshapedNet('N', target([-1n, 6n])), 'native', 1],
  [
    'a dynamic batch behind a fixed Reshape is freed',
    reshapedNet('N', target([1n, 6n])),
    'freed',
    1,
  ],
  ['a batch of 1 is freed', reshapedNet(1, target([-1n, 6n])), 'freed', 1],
  ['a Reshape to [1, n] is freed with it', reshapedNet(1, target([1n, 6n])), 'freed', 1],
  ['a Reshape to [1, -1] is freed with it', reshapedNet(1, target([1n, -1n])), 'freed', 1],
  ['a Reshape kept as varints is freed', reshapedNet(1, typedTarget([1n, 6n])), 'freed', 1],
  ['a batch of 3 is freed', reshapedNet(3, target([3n, 6n])), 'freed', 3],
  ['a batch of 200 is freed', reshapedNet(200, typedTarget([200n, 6n])), 'freed', 200],
  [
    'rows that see each other are fed in blocks of the model',
    reshapedNet(3, target([3n, 6n]), [
      node('ReduceMean', ['a'], ['mean'], { axes: [0], keepdims: 1 }),
      node('Sub', ['a', 'mean'], ['y']),
    ]),
    'row-by-row',
    3,
  ],
  [
    'a batch lost on the way is fed row by row',
    reshapedNet(1, target([6n]), [node('Unsqueeze', ['a', 'front'], ['y']), frontAxis()]),
    'row-by-row',
    1,
  ],
];

function frontAxis(): GraphParts['nodes'][number] {
  return node('Reshape', ['unit', 'unitShape'], ['front']);
}

const extraInitializers = [
  initializer('unit', 'int64', [1], new BigInt64Array(1)),
  initializer('unitShape', 'int64', [1], new BigInt64Array([1n])),
];

describe('batching', () => {
  for (const [what, parts, batching, batch] of cases) {
    it(`${what}, with the numbers of the untouched model`, async () => {
      const bytes = modelBytes({
        ...parts,
        nodes: [...parts.nodes].sort(
          (a, b) => Number(b.output[0] === 'front') - Number(a.output[0] === 'front'),
        ),
        initializers: [...parts.initializers, ...extraInitializers],
      });
      await withModelFile(bytes, async (path) => {
        await withRunner(
          path,
          () => ({ values: ['z'] }),
          async ({ runner }) => {
            assert.equal(runner.batching, batching);
            assert.deepEqual(runner.inputShape, [2, 3]);
            const rows = 2 * batch + 1;
            const input = normals(rows * 6);
            const chunk = await runner.run(input, rows);
            const z = await untouched(bytes, input, batch);
            assertClose(chunk.values[0], z.z);
            assertClose(chunk.logits!, z.y);
            const active = new Float64Array(4);
            z.z
              .slice(0, rows * 4)
              .forEach((item, index) => (active[index % 4] += item > 0 ? 1 : 0));
            assert.deepEqual(chunk.sites[0].counts, active);
            assert.equal(chunk.sites[0].codes!.length, rows);
          },
        );
      });
    });
  }

  it('of a model that takes any number of rows costs one session more than its runs, and never two at once', async () => {
    const bytes = modelBytes(reshapedNet('N', target([-1n, 6n])));
    await withModelFile(bytes, async (path) => {
      const use = () =>
        withRunner(
          path,
          () => ({}),
          ({ runner }) => runner.run(normals(12), 2),
        );
      assert.deepEqual(await sessionCounts(bytes.length, use), { opened: 2, most: 1, left: 0 });
    });
  });

  it('gives no numbers for no rows', async () => {
    await withModelFile(reshapedNet('N', target([-1n, 6n])), async (path) => {
      await withRunner(
        path,
        () => ({}),
        async ({ runner }) => {
          const chunk = await runner.run(new Float32Array(0), 0);
          assert.equal(chunk.rows, 0);
          assert.equal(chunk.logits?.length, 0);
          assert.equal(chunk.sites[0]?.codes?.length, 0);
          assert.deepEqual(chunk.sites[0]?.counts, new Float64Array(4));
        },
      );
    });
  });

  it('leaves the file as it was', async () => {
    const bytes = modelBytes(reshapedNet(1, target([1n, 6n])));
    await withModelFile(bytes, async (path) => {
      await withRunner(
        path,
        () => ({}),
        async ({ model }) => {
          const { createHash } = await import('node:crypto');
          assert.equal(await model.sha256(), createHash('sha256').update(bytes).digest('hex'));
        },
      );
    });
  });

  it('frees declared inner shapes too', async () => {
    const proto = fromBinary(ModelProtoSchema, modelBytes(reshapedNet(1, target([1n, 6n]))));
    proto.graph!.valueInfo.push(value('z', 'float32', [1, 4]), value('flat', 'float32', [1, 6]));
    await withModelFile(toBinary(ModelProtoSchema, proto), async (path) => {
      await withRunner(
        path,
        () => ({}),
        async ({ runner }) => {
          assert.equal(runner.batching, 'freed');
        },
      );
    });
  });
});

/** Rows through the untouched model in blocks of its batch, the last one filled up with zeros. */
async function untouched(
  bytes: Uint8Array,
  input: Float32Array,
  batch: number,
): Promise<{ readonly z: number[]; readonly y: number[] }> {
  const z: number[] = [];
  const y: number[] = [];
  for (let start = 0; start < input.length; start += batch * 6) {
    const data = new Float32Array(batch * 6);
    data.set(input.subarray(start, start + batch * 6));
    const raw = await rawValues(bytes, ['z', 'y'], { x: { data, dims: [batch, 2, 3] } });
    z.push(...raw.get('z')!.data);
    y.push(...raw.get('y')!.data);
  }
  return { z, y };
}

/** `expected` may go on with values of rows that only filled up a block. */
function assertClose(actual: Float32Array, expected: readonly number[]): void {
  for (const [index, item] of actual.entries()) {
    assert.ok(Math.abs(item - expected[index]) <= 1e-5, `element ${String(index)}`);
  }
}
