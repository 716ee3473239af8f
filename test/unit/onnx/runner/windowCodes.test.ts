import { strict as assert } from 'node:assert';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import {
  type GraphParts,
  modelBytes,
  node,
  value,
} from '../../../../src/onnx/schema/writeModel.ts';
import { rawValues, withModelFile, withRunner } from './modelFile.ts';
import { oracleCodes } from './siteOracle.ts';

type Attributes = Parameters<typeof node>[3];

const rows = 4;
const shape = [2, 7, 6];
const length = 2 * 7 * 6;

function pooled(
  op: string,
  attributes: Attributes,
  relu: boolean,
  channels = shape[0]!,
): GraphParts {
  return {
    inputs: [value('x', 'float32', ['N', channels, ...shape.slice(1)])],
    outputs: [value('y', 'float32', ['N', '?', '?', '?'].slice(0, 4))],
    initializers: [],
    nodes: [node(relu ? 'Relu' : 'Identity', ['x'], ['a']), node(op, ['a'], ['y'], attributes)],
  };
}

/** Codes of the pooling site of each row, as whole numbers in the order of their places in the words. */
async function windowWords(parts: GraphParts, input: Float32Array): Promise<string[]> {
  return withModelFile(
    parts,
    (path) =>
      withRunner(
        path,
        () => ({}),
        async ({ structure, runner }) => {
          const index = structure.sites.findIndex(({ code }) => code.kind === 'window');
          const { wordsPerRow } = runner.siteLayouts[index];
          const { codes } = (await runner.run(input, rows)).sites[index];
          return Array.from({ length: rows }, (_, row) =>
            String(codes!.subarray(row * wordsPerRow, (row + 1) * wordsPerRow)),
          );
        },
      ),
    13,
  );
}

/** Few different numbers, so that windows have ties. */
function seeded(size = length): Float32Array {
  const rng = randomGenerator(11);
  return Float32Array.from({ length: rows * size }, () => Math.round(4 * rng.normal()) / 4);
}

describe('codes of pooling windows', () => {
  const variants: readonly (readonly [string, Attributes, boolean, number?])[] = [
    ['plain', { kernel_shape: [2, 2], strides: [2, 2] }, false],
    ['overlapping, behind a ReLU', { kernel_shape: [3, 2], strides: [1, 2] }, true],
    ['padded and dilated', { kernel_shape: [2, 3], pads: [1, 2, 0, 1], dilations: [2, 2] }, true],
    ['with ceil_mode', { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }, true],
    [
      'of blocks of channels',
      { kernel_shape: [3, 3], strides: [1, 2], pads: [1, 1, 1, 1] },
      true,
      16,
    ],
    [
      'of blocks of channels, with ceil_mode',
      { kernel_shape: [2, 3], strides: [2, 1], pads: [0, 2, 1, 0], ceil_mode: 1 },
      true,
      32,
    ],
    [
      'of blocks of channels, dilated',
      { kernel_shape: [2, 2], dilations: [2, 3], pads: [1, 1, 1, 1] },
      true,
      16,
    ],
    [
      'of blocks of channels, perhaps negative',
      { kernel_shape: [2, 2], pads: [1, 1, 1, 1] },
      false,
      16,
    ],
  ];
  for (const [what, attributes, relu, channels = 2] of variants) {
    it(`(${what}) name the winner found by looking at each element`, async () => {
      const parts = pooled('MaxPool', attributes, relu, channels);
      const length = channels * 7 * 6;
      const input = seeded(length);
      await withModelFile(
        parts,
        (path) =>
          withRunner(
            path,
            () => ({}),
            async ({ structure, runner }) => {
              const index = structure.sites.findIndex(({ code }) => code.kind === 'window');
              const site = structure.sites[index];
              const { codes } = (await runner.run(input, rows)).sites[index];
              const { wordsPerRow } = runner.siteLayouts[index];
              const levels =
                (attributes!['kernel_shape'] as number[]).reduce((a, b) => a * b, 1) + 1;
              for (let row = 0; row < rows; row++) {
                const data = input.slice(row * length, (row + 1) * length);
                const raw = await rawValues(modelBytes(parts, 13), ['a', 'x', 'y'], {
                  x: { data, dims: [1, channels, ...shape.slice(1)] },
                });
                const words = codes!.subarray(row * wordsPerRow, (row + 1) * wordsPerRow);
                const expected = oracleCodes(site, raw);
                assert.deepEqual(unpacked(words, levels, expected.length), expected);
              }
            },
          ),
        13,
      );
    });
  }

  it('with automatic padding are those with the same padding written out', async () => {
    const size = { kernel_shape: [3, 4], strides: [2, 1] };
    const input = seeded();
    const written = (pads: number[]) =>
      windowWords(pooled('MaxPool', { ...size, pads }, true), input);
    const automatic = (auto_pad: string) =>
      windowWords(pooled('MaxPool', { ...size, auto_pad }, true), input);
    assert.deepEqual(await automatic('SAME_UPPER'), await written([1, 1, 1, 2]));
    assert.deepEqual(await automatic('SAME_LOWER'), await written([1, 2, 1, 1]));
    assert.deepEqual(await automatic('VALID'), await written([0, 0, 0, 0]));
  });

  it('along one axis are those of planes one element high', async () => {
    const flat = (op: GraphParts['nodes'], dims: number[]): GraphParts => ({
      inputs: [value('x', 'float32', ['N', ...dims])],
      outputs: [value('y', 'float32', ['N', '?', ...dims.slice(1).map(() => '?')])],
      initializers: [],
      nodes: op,
    });
    const line = { kernel_shape: [3], strides: [2], pads: [1, 1] };
    const plane = { kernel_shape: [1, 3], strides: [1, 2], pads: [0, 1, 0, 1] };
    const input = seeded();
    assert.deepEqual(
      await windowWords(flat([node('MaxPool', ['x'], ['y'], line)], [2, 42]), input),
      await windowWords(flat([node('MaxPool', ['x'], ['y'], plane)], [2, 1, 42]), input),
    );
  });

  it('are missing below operator set 8, where MaxPool does not tell its winners', async () => {
    const parts = pooled('MaxPool', { kernel_shape: [2, 2] }, true);
    await withModelFile(
      parts,
      (path) =>
        withRunner(
          path,
          () => ({}),
          async ({ runner }) => {
            const { sites } = await runner.run(seeded(), rows);
            assert.equal(sites[0].codes!.length, rows * runner.siteLayouts[0].wordsPerRow);
            assert.equal(sites[1].codes, undefined);
            assert.equal(runner.siteLayouts[1].wordsPerRow, 0);
          },
        ),
      7,
    );
  });

  it('are one code for windows of zeros, wherever the zero is taken from', async () => {
    const input = seeded().map((item) => -Math.abs(item));
    const words = await windowWords(pooled('MaxPool', { kernel_shape: [2, 2] }, true), input);
    for (const row of words) assert.match(row, /^0(,0)*$/);
  });

  for (const [op, attributes, pick] of [
    ['GlobalMaxPool', {}, Math.max],
    ['ReduceMax', { axes: [-1, 2] }, Math.max],
    ['ReduceMin', { axes: [2, 3], keepdims: 0 }, Math.min],
  ] as const) {
    it(`of ${op} name the extreme element of each plane`, async () => {
      const input = seeded();
      const words = await windowWords(pooled(op, attributes, false), input);
      for (const [row, word] of words.entries()) {
        const planes = [0, 1].map((plane) => {
          const start = (row * 2 + plane) * 42;
          const items = [...input.subarray(start, start + 42)];
          return items.indexOf(pick(...items)) + 1;
        });
        // 43 codes take 6 bits each.
        assert.equal(word, String(planes[0] + 64 * planes[1]));
      }
    });
  }
});

/** The first `count` codes of a row packed in order, the first in the lowest bits. */
function unpacked(words: Float32Array, levels: number, count: number): number[] {
  const bits = Math.ceil(Math.log2(levels));
  const perWord = Math.floor(24 / bits);
  return Array.from({ length: count }, (_, index) => {
    // Of more than 512 codes, neighbours lie in neighbouring words.
    const [place, digit] =
      count <= 512
        ? [Math.floor(index / perWord), index % perWord]
        : [index % words.length, Math.floor(index / words.length)];
    return (words[place] >> (bits * digit)) & (2 ** bits - 1);
  });
}
