import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exactPath } from '../../../../src/engine/regions/path/exactPath.ts';
import { decisions } from '../../../../src/engine/regions/path/decisions.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { Float64Network } from '../../../../src/onnx/float64/float64Network.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { rawValues, withModelFile } from '../runner/modelFile.ts';

type Nodes = ReturnType<typeof node>[];
type Constants = ReturnType<typeof initializer>[];

interface Case {
  readonly name: string;
  /** With the batch axis. */
  readonly input: readonly number[];
  /** From "x" to "y". */
  readonly nodes: Nodes;
  readonly constants?: Constants;
  readonly opset?: number;
  readonly sites: number;
}

const rng = randomGenerator(23);
const floats = (name: string, dims: readonly number[], scale = 1) =>
  initializer(
    name,
    'float32',
    dims,
    Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => scale * rng.normal()),
  );
const exactly = (name: string, dims: readonly number[], values: readonly number[]) =>
  initializer(name, 'float32', dims, Float32Array.from(values));
const ints = (name: string, values: readonly number[]) =>
  initializer(name, 'int64', [values.length], BigInt64Array.from(values, BigInt));
/** One node from x to y. */
const one = (
  op: string,
  inputs: readonly string[] = [],
  attributes: Parameters<typeof node>[3] = {},
) => [node(op, ['x', ...inputs], ['y'], attributes)];

const image = [1, 4, 6, 5];

const cases: readonly Case[] = [
  {
    name: 'Conv with strides, pads and dilations',
    input: image,
    sites: 0,
    nodes: one('Conv', ['w', 'b'], { strides: [2, 1], pads: [1, 0, 2, 1], dilations: [1, 2] }),
    constants: [floats('w', [3, 4, 3, 2]), floats('b', [3])],
  },
  {
    name: 'Conv in groups',
    input: image,
    sites: 0,
    nodes: one('Conv', ['w'], { group: 2, pads: [1, 1, 1, 1] }),
    constants: [floats('w', [6, 2, 3, 3])],
  },
  {
    name: 'depthwise Conv with SAME_UPPER',
    input: image,
    sites: 0,
    nodes: one('Conv', ['w'], { group: 4, auto_pad: 'SAME_UPPER', strides: [2, 2] }),
    constants: [floats('w', [4, 1, 2, 3])],
  },
  {
    name: 'Conv in one dimension',
    input: [1, 3, 9],
    sites: 0,
    nodes: one('Conv', ['w', 'b'], { pads: [2, 0] }),
    constants: [floats('w', [5, 3, 4]), floats('b', [5])],
  },
  {
    name: 'ConvTranspose with strides and padding',
    input: image,
    sites: 0,
    nodes: one('ConvTranspose', ['w', 'b'], {
      strides: [2, 3],
      pads: [1, 0, 0, 1],
      output_padding: [1, 0],
    }),
    constants: [floats('w', [4, 2, 3, 3]), floats('b', [2])],
  },
  {
    name: 'ConvTranspose in groups',
    input: image,
    sites: 0,
    nodes: one('ConvTranspose', ['w'], { group: 2, strides: [1, 2] }),
    constants: [floats('w', [4, 3, 2, 2])],
  },
  {
    name: 'Gemm with alpha and beta',
    input: [1, 7],
    sites: 0,
    nodes: one('Gemm', ['w', 'c'], { alpha: { float: 0.5 }, beta: { float: -2 } }),
    constants: [floats('w', [7, 3]), floats('c', [3])],
  },
  {
    name: 'MatMul on stacks',
    input: [1, 3, 5],
    sites: 0,
    nodes: one('MatMul', ['w']),
    constants: [floats('w', [5, 4])],
  },
  {
    name: 'MatMul with the constant on the left',
    input: [1, 3, 5],
    sites: 0,
    nodes: [node('MatMul', ['w', 'x'], ['y'])],
    constants: [floats('w', [6, 3])],
  },
  {
    name: 'BatchNormalization',
    input: image,
    sites: 0,
    nodes: one('BatchNormalization', ['s', 'b', 'm', 'v'], { epsilon: { float: 0.01 } }),
    constants: [
      floats('s', [4]),
      floats('b', [4]),
      floats('m', [4]),
      exactly('v', [4], [0.5, 1, 2, 3]),
    ],
  },
  {
    name: 'AveragePool without padding in the count',
    input: image,
    sites: 0,
    nodes: one('AveragePool', [], { kernel_shape: [3, 2], strides: [2, 1], pads: [1, 0, 1, 1] }),
  },
  {
    name: 'AveragePool with padding in the count',
    input: image,
    sites: 0,
    nodes: one('AveragePool', [], {
      kernel_shape: [3, 3],
      pads: [1, 1, 1, 1],
      count_include_pad: 1,
    }),
  },
  { name: 'GlobalAveragePool', input: image, sites: 0, nodes: one('GlobalAveragePool') },
  {
    name: 'ReduceMean over two axes',
    input: image,
    sites: 0,
    nodes: one('ReduceMean', [], { axes: [1, 3], keepdims: 0 }),
  },
  {
    name: 'ReduceSum with axes as input',
    input: image,
    sites: 0,
    nodes: one('ReduceSum', ['a'], { keepdims: 1 }),
    constants: [ints('a', [-1])],
  },
  {
    name: 'Mul, Div, Sub and Add with broadcasting constants',
    input: image,
    sites: 0,
    nodes: [
      node('Mul', ['x', 'm'], ['p']),
      node('Div', ['p', 'd'], ['q']),
      node('Sub', ['s', 'q'], ['r']),
      node('Add', ['r', 'x'], ['y']),
    ],
    constants: [floats('m', [4, 1, 1]), exactly('d', [1], [3]), floats('s', [6, 1])],
  },
  {
    name: 'Sum, Mean and Neg',
    input: [1, 5],
    sites: 0,
    nodes: [
      node('Neg', ['x'], ['n']),
      node('Mean', ['x', 'n', 'c'], ['m']),
      node('Sum', ['m', 'x', 'c'], ['y']),
    ],
    constants: [floats('c', [5])],
  },
  { name: 'Relu', input: [1, 9], sites: 1, nodes: one('Relu') },
  {
    name: 'LeakyRelu',
    input: [1, 9],
    sites: 1,
    nodes: one('LeakyRelu', [], { alpha: { float: 0.3 } }),
  },
  {
    name: 'PRelu by channel',
    input: image,
    sites: 1,
    nodes: one('PRelu', ['s']),
    constants: [floats('s', [4, 1, 1])],
  },
  { name: 'Abs', input: [1, 9], sites: 1, nodes: one('Abs') },
  {
    name: 'Clip to [−0.5, 0.7]',
    input: [1, 9],
    sites: 1,
    nodes: one('Clip', ['lo', 'hi']),
    constants: [exactly('lo', [], [-0.5]), exactly('hi', [], [0.7])],
  },
  {
    name: 'Clip from above only',
    input: [1, 9],
    sites: 1,
    nodes: [node('Clip', ['x', '', 'hi'], ['y'])],
    constants: [exactly('hi', [], [0.2])],
  },
  {
    name: 'HardSigmoid',
    input: [1, 9],
    sites: 1,
    nodes: one('HardSigmoid', [], { alpha: { float: 0.7 }, beta: { float: 0.4 } }),
  },
  {
    name: 'Shrink',
    input: [1, 9],
    sites: 1,
    nodes: one('Shrink', [], { lambd: { float: 0.5 }, bias: { float: 0.5 } }),
  },
  {
    name: 'MaxPool with padding and dilation',
    input: image,
    sites: 1,
    nodes: one('MaxPool', [], {
      kernel_shape: [2, 2],
      pads: [1, 1, 0, 0],
      strides: [2, 1],
      dilations: [2, 1],
    }),
  },
  {
    name: 'MaxPool with a rounded-up number of windows',
    input: image,
    sites: 1,
    nodes: one('MaxPool', [], { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }),
  },
  { name: 'GlobalMaxPool', input: image, sites: 1, nodes: one('GlobalMaxPool') },
  {
    name: 'ReduceMax',
    input: image,
    sites: 1,
    nodes: one('ReduceMax', [], { axes: [2], keepdims: 0 }),
  },
  {
    name: 'ReduceMin',
    input: image,
    sites: 1,
    nodes: one('ReduceMin', [], { axes: [1], keepdims: 1 }),
  },
  {
    name: 'Max with a constant',
    input: [1, 9],
    sites: 1,
    nodes: one('Max', ['c']),
    constants: [floats('c', [9])],
  },
  {
    name: 'Min of two data values',
    input: [1, 9],
    sites: 1,
    nodes: [node('Mul', ['x', 'c'], ['z']), node('Min', ['x', 'z'], ['y'])],
    constants: [floats('c', [9])],
  },
  {
    name: 'Max of three data values and a constant',
    input: [1, 9],
    sites: 1,
    nodes: [
      node('Mul', ['x', 'a'], ['p']),
      node('Add', ['x', 'b'], ['q']),
      node('Max', ['x', 'p', 'c', 'q'], ['y']),
    ],
    constants: [floats('a', [9]), floats('b', [9]), floats('c', [9])],
  },
  {
    name: 'Min of three values that broadcast',
    input: [1, 4, 3],
    sites: 1,
    nodes: [node('Mul', ['x', 'a'], ['p']), node('Min', ['c', 'x', 'p'], ['y'])],
    constants: [floats('a', [4, 1]), floats('c', [3])],
  },
  {
    name: 'ReduceL1',
    input: [1, 4, 3],
    sites: 1,
    nodes: one('ReduceL1', [], { axes: [2], keepdims: 0 }),
  },
  {
    name: 'Resize by linear interpolation',
    input: image,
    sites: 0,
    nodes: [node('Resize', ['x', '', 's'], ['y'], { mode: 'linear' })],
    constants: [exactly('s', [4], [1, 1, 2, 1.6])],
  },
  {
    name: 'Resize by cubic interpolation to a smaller size',
    input: image,
    sites: 0,
    nodes: [node('Resize', ['x', '', '', 's'], ['y'], { mode: 'cubic' })],
    constants: [ints('s', [1, 4, 4, 9])],
  },
  {
    name: 'Pad with a number',
    input: image,
    sites: 0,
    nodes: one('Pad', ['p', 'v']),
    constants: [ints('p', [0, 0, 1, 0, 0, 1, 0, 2]), exactly('v', [], [-1.5])],
  },
  {
    name: 'CumSum backwards',
    input: [1, 70],
    sites: 0,
    nodes: one('CumSum', ['a'], { reverse: 1 }),
    constants: [initializer('a', 'int64', [], BigInt64Array.of(1n))],
  },
  {
    name: 'Trilu and Einsum with a constant',
    input: [1, 5, 4],
    sites: 0,
    nodes: [
      node('Trilu', ['x'], ['t'], { upper: 0 }),
      node('Einsum', ['w', 't'], ['y'], { equation: 'ki,bij->bkj' }),
    ],
    constants: [floats('w', [3, 5])],
  },
  {
    name: 'Where with a constant condition, and ScatterElements',
    input: [1, 6],
    sites: 0,
    nodes: [
      node('Where', ['m', 'x', 'c'], ['w']),
      node('Neg', ['x'], ['n']),
      node('Slice', ['n', 'b', 'e', 'a'], ['u']),
      node('ScatterElements', ['w', 'i', 'u'], ['y'], { axis: 1 }),
    ],
    constants: [
      initializer('m', 'bool', [6], Uint8Array.of(1, 0, 1, 1, 0, 0)),
      floats('c', [6]),
      ints('b', [2]),
      ints('e', [4]),
      ints('a', [1]),
      initializer('i', 'int64', [1, 2], BigInt64Array.of(5n, 1n)),
    ],
  },
  {
    name: 'Transpose, Reshape and Slice',
    input: image,
    sites: 0,
    nodes: [
      node('Transpose', ['x'], ['t'], { perm: [0, 3, 1, 2] }),
      node('Reshape', ['t', 's'], ['r']),
      node('Slice', ['r', 'b', 'e', 'a', 'd'], ['y']),
    ],
    constants: [
      ints('s', [1, -1, 6]),
      ints('b', [18]),
      ints('e', [2]),
      ints('a', [1]),
      ints('d', [-3]),
    ],
  },
  {
    name: 'Split and Concat with a constant',
    input: [1, 6],
    sites: 0,
    nodes: [
      node('Split', ['x', 'n'], ['a', 'b'], { axis: 1 }),
      node('Concat', ['b', 'c', 'a'], ['y'], { axis: 1 }),
    ],
    constants: [ints('n', [2, 4]), floats('c', [1, 3])],
  },
  {
    name: 'Pad with zeros and by reflection',
    input: image,
    sites: 0,
    nodes: [node('Pad', ['x', 'p'], ['q']), node('Pad', ['q', 'r'], ['y'], { mode: 'reflect' })],
    constants: [ints('p', [0, 0, 1, 0, 0, 1, 0, 2]), ints('r', [0, 0, 2, 1, 0, 0, 0, 1])],
  },
  {
    name: 'Gather, Unsqueeze, Squeeze, Expand and Tile',
    input: [1, 4, 3],
    sites: 0,
    nodes: [
      node('Gather', ['x', 'i'], ['g'], { axis: 1 }),
      node('Unsqueeze', ['g', 'u'], ['v']),
      node('Expand', ['v', 'e'], ['w']),
      node('Tile', ['w', 't'], ['y']),
    ],
    constants: [
      ints('i', [3, 0, 3]),
      ints('u', [1]),
      ints('e', [1, 2, 3, 3]),
      ints('t', [1, 1, 2, 1]),
    ],
  },
  {
    name: 'DepthToSpace and SpaceToDepth',
    input: [1, 4, 2, 4],
    sites: 0,
    nodes: [
      node('DepthToSpace', ['x'], ['d'], { blocksize: 2 }),
      node('SpaceToDepth', ['d'], ['y'], { blocksize: 4 }),
    ],
  },
  {
    name: 'Resize to nearest',
    input: image,
    sites: 0,
    nodes: [node('Resize', ['x', '', 's'], ['y'], { mode: 'nearest' })],
    constants: [exactly('s', [4], [1, 1, 2, 3])],
  },
  {
    name: 'Flatten, Identity and Dropout',
    input: image,
    sites: 0,
    nodes: [
      node('Flatten', ['x'], ['f'], { axis: 2 }),
      node('Identity', ['f'], ['i']),
      node('Dropout', ['i'], ['y']),
    ],
  },
  {
    name: 'a residual block whose skip crosses two sites',
    input: [1, 6],
    sites: 3,
    nodes: [
      node('Relu', ['x'], ['r']),
      node('MatMul', ['r', 'a'], ['h']),
      node('Relu', ['h'], ['i']),
      node('MatMul', ['i', 'b'], ['j']),
      node('Add', ['j', 'r'], ['k']),
      node('Relu', ['k'], ['l']),
      node('Add', ['l', 'x'], ['y']),
    ],
    constants: [floats('a', [6, 8]), floats('b', [8, 6])],
  },
  {
    name: 'two switches on one value',
    input: [1, 6],
    sites: 2,
    nodes: [node('Relu', ['x'], ['r']), node('Abs', ['x'], ['a']), node('Sub', ['r', 'a'], ['y'])],
  },
];

async function withTwin(
  { input, nodes, constants = [], opset }: Case,
  use: (network: Float64Network, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const parts = {
    nodes,
    inputs: [value('x', 'float32', input)],
    outputs: [value('y', 'float32', ['?'])],
    initializers: constants,
  };
  // The rank of y is the runtime's to infer.
  delete parts.outputs[0].type;
  await withModelFile(
    parts,
    async (path) => {
      const model = await openModel(path);
      try {
        const network = await Float64Network.open(model, await analyseStructure(model));
        try {
          await use(network, await readFile(path));
        } finally {
          await network.close();
        }
      } finally {
        await model.close();
      }
    },
    opset,
  );
}

describe('float64 twins of operators', () => {
  for (const each of cases) {
    it(`computes ${each.name} as ONNX Runtime does`, async () => {
      await withTwin(each, async (network, bytes) => {
        assert.equal(network.sites.length, each.sites);
        const data = Float32Array.from({ length: network.inputLength }, () => rng.normal());
        const raw = await rawValues(bytes, ['y'], { x: { data, dims: each.input } });
        const expected = raw.get('y')?.data ?? [];
        const found = await network.evaluate(Float64Array.from(data), 1, network.sites.length);
        assert.equal(found.length, expected.length);
        expected.forEach((number, i) => {
          assert.ok(
            Math.abs(found[i] - number) <= 1e-5 * (1 + Math.abs(number)),
            `${i}: ${found[i]} for ${number}`,
          );
        });
      });
    });
  }

  for (const each of cases.filter(({ sites }) => sites > 0)) {
    it(`bends at the knots of a path through ${each.name}, and nowhere else`, async () => {
      await withTwin(each, async (network) => {
        const random = () => Float64Array.from({ length: network.inputLength }, () => rng.normal());
        const line = await network.restrict(random(), [random()]);
        const path = await exactPath(line);
        const { knots, scores } = path;
        const width = network.outputWidth;
        // Affine between knots: a forward pass in the middle of every piece gives the mean of its ends.
        const middles = Float64Array.from(knots.slice(1), ({ t }, i) => (t + knots[i].t) / 2);
        const found = await line.evaluate(middles, middles.length, network.sites.length);
        for (let i = 0; i < found.length; i++) {
          assert.ok(Math.abs(found[i] - (scores[i] + scores[i + width]) / 2) < 1e-12);
        }
        assert.equal(decisions(path).classes.length, path.regions);
        await line.close();
      });
    });
  }

  const refused: readonly (readonly [Case, RegExp])[] = [
    [
      {
        name: 'a product of data',
        input: [1, 4],
        sites: 0,
        nodes: [node('Mul', ['x', 'x'], ['y'])],
      },
      /\(Mul\).*multiplies values of the data/,
    ],
    [{ name: 'a jump', input: [1, 4], sites: 0, nodes: one('Floor') }, /\(Floor\)/],
    [
      {
        name: 'a smooth operator',
        input: [1, 4],
        sites: 0,
        nodes: [node('Tanh', ['x'], ['t']), node('Add', ['t', 'x'], ['y'])],
      },
      /\(Tanh\).*smooth/,
    ],
    [
      {
        name: 'Shrink that jumps',
        input: [1, 4],
        sites: 0,
        nodes: one('Shrink', [], { lambd: { float: 0.5 } }),
      },
      /\(Shrink\).*jumps/,
    ],
    [
      {
        name: 'scattering that adds up',
        input: [1, 4],
        sites: 0,
        opset: 16,
        nodes: one('ScatterElements', ['i', 'u'], { axis: 1, reduction: 'add' }),
        constants: [
          initializer('i', 'int64', [1, 2], BigInt64Array.of(0n, 0n)),
          floats('u', [1, 2]),
        ],
      },
      /\(ScatterElements\).*combines several numbers/,
    ],
  ];
  for (const [each, message] of refused) {
    it(`refuses ${each.name} and names the node`, async () => {
      await assert.rejects(
        withTwin(each, () => Promise.resolve()),
        message,
      );
    });
  }
});

describe('the float64 twin of a model in float16', () => {
  it('is accepted within the rounding of float16', async () => {
    const path = join(import.meta.dirname, '../../../fixtures/onnx/float16.onnx');
    const model = await openModel(path);
    try {
      const network = await Float64Network.open(model, await analyseStructure(model));
      assert.ok(network.sites.length > 0);
      await network.close();
    } finally {
      await model.close();
    }
  });
});
