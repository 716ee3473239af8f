import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UnitExtremesCollector } from '../../../../src/engine/hyperplanes/unitExtremes.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { type ChunkResult } from '../../../../src/onnx/runner.ts';
import { type NetworkStructure } from '../../../../src/onnx/structure.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import {
  type OpenedRunner,
  type RawValue,
  rawValues,
  withModelFile,
  withRunner,
} from './modelFile.ts';
import { oracleCodes, unitOfElement } from './siteOracle.ts';

const fixtures = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'onnx');
const rows = 9;

const models = [
  'bn-before-padded-conv',
  'clip-inputs',
  'conv-bn-relu',
  'conv-transpose',
  'dense',
  'elementwise-cpwl',
  'gemm-variants',
  'initializers-as-inputs',
  'matmul-left',
  'max-pools',
  'nhwc',
  'preactivation',
  'reshaped-conv',
  'residual-sums',
  'sequence-dense',
  'smooth-units',
  'spec-N555',
];

describe('site reductions', () => {
  for (const name of models) {
    it(`of ${name} are those of the raw pre-activations`, async () => {
      await checkReductions(join(fixtures, `${name}.onnx`));
    });
  }

  for (const form of [
    { height: 5, width: 7, batch: 'N', opset: 17 },
    { height: 3, width: 4, batch: 'N', opset: 9 },
    { height: 13, width: 2, batch: 1, opset: 13 },
    { height: 1, width: 30, batch: 'N', opset: 11 },
  ] as const) {
    const { height, width, batch, opset } = form;
    it(`of pictures of ${String(height)} × ${String(width)}, batch ${String(batch)}, operator set ${String(opset)}, are those of the raw pre-activations`, async () => {
      await withModelFile(pictureModel(form), checkReductions, opset);
    });
  }

  it('leave the distance undefined where no unit has a hyperplane', async () => {
    const path = join(fixtures, 'dense.onnx');
    const zeroRows = (structure: NetworkStructure) => ({
      taps: structure.sites.map((site) => ({
        site,
        counts: false,
        codes: false,
        inverseNorms: new Float64Array(4),
      })),
    });
    await withRunner(path, zeroRows, async (opened) => {
      const { sites } = await opened.runner.run(inputOf(opened), rows);
      assert.deepEqual(sites, [
        {
          counts: undefined,
          saturatedCounts: undefined,
          codes: undefined,
          softBandCount: undefined,
          boundaryDistance: undefined,
        },
      ]);
    });
  });

  it('find the axis of the units by their number where the graph did not tell it', async () => {
    const misplaced = (axis: number) => (structure: NetworkStructure) => ({
      taps: structure.sites.map((site) => ({
        site: { ...site, unitAxis: axis },
        counts: true,
        codes: false,
        inverseNorms: new Float64Array(6).fill(1),
      })),
    });
    const path = join(fixtures, '../zoo/resnet-unfolded.onnx');
    const found = await Promise.all(
      [1, 3].map((axis) =>
        withRunner(
          path,
          (structure) => ({ taps: misplaced(axis)(structure).taps.slice(0, 1) }),
          async (opened) => (await opened.runner.run(inputOf(opened), rows)).sites[0].counts,
        ),
      ),
    );
    assert.equal(found[0]!.length, 6);
    assert.deepEqual(found[1], found[0]);
  });
});

const noChange = () => ({});

async function checkReductions(path: string): Promise<void> {
  await withRunner(path, noChange, async (plain) => {
    const raw = await untouchedRows(await readFile(path), plain);
    const withoutDistance = await plain.runner.run(inputOf(plain), rows);
    assertReductions(plain, withoutDistance, raw);
    const units = plain.runner.siteLayouts.map((layout) => layout.units);
    await withRunner(path, withDistances(units), async (opened) => {
      const chunk = await opened.runner.run(inputOf(opened), rows);
      assertReductions(opened, chunk, raw);
      assertDistances(opened, chunk, raw);
      assertExtremes(opened, chunk, raw);
    });
  });
}

interface PictureForm {
  readonly height: number;
  readonly width: number;
  readonly batch: string | number;
  readonly opset: number;
}

/** Convolutions of 16 and 32 channels with every kind of switch behind them that has one corner or two, and a sum between. */
function pictureModel({ height, width, batch, opset }: PictureForm) {
  const rng = randomGenerator(11);
  const size = [height, width];
  const affine = (from: string, to: string, inputs: number, outputs: number) => ({
    node: node('Conv', [from, `${to}.w`, `${to}.b`], [to], { pads: [1, 1, 1, 1] }),
    initializers: [
      initializer(
        `${to}.w`,
        'float32',
        [outputs, inputs, 3, 3],
        Float32Array.from({ length: outputs * inputs * 9 }, () => rng.normal() / 10),
      ),
      initializer(
        `${to}.b`,
        'float32',
        [outputs],
        Float32Array.from({ length: outputs }, () => rng.normal() / 10),
      ),
    ],
  });
  const layers = [affine('x', 'z1', 2, 16), affine('a1', 'z2', 16, 16), affine('a3', 'z4', 16, 32)];
  const [first, second, third] = layers;
  const corners = (name: string, low: number, high: number) =>
    opset < 11
      ? { inputs: [], initializers: [], attributes: { min: { float: low }, max: { float: high } } }
      : {
          inputs: [`${name}.low`, `${name}.high`],
          initializers: [
            initializer(`${name}.low`, 'float32', [], Float32Array.of(low)),
            initializer(`${name}.high`, 'float32', [], Float32Array.of(high)),
          ],
          attributes: {},
        };
  const six = corners('six', 0, 0.6);
  const both = corners('both', -0.1, 0.2);
  const images = (name: string, units: number) => value(name, 'float32', [batch, units, ...size]);
  return {
    nodes: [
      first.node,
      node('Relu', ['z1'], ['a1']),
      second.node,
      node('Clip', ['z2', ...six.inputs], ['a2'], six.attributes),
      node('Add', ['a1', 'a2'], ['sum']),
      node('LeakyRelu', ['sum'], ['a3'], { alpha: { float: 0.1 } }),
      third.node,
      node('Clip', ['z4', ...both.inputs], ['a4'], both.attributes),
      node('Softplus', ['a4'], ['y']),
    ],
    inputs: [images('x', 2)],
    outputs: [images('y', 32)],
    initializers: [
      ...layers.flatMap(({ initializers }) => initializers),
      ...six.initializers,
      ...both.initializers,
    ],
  };
}

/** Inverse norm 1/(unit + 1), but the second unit has no hyperplane. */
const inverseNorm = (unit: number) => (unit === 1 ? 0 : 1 / (unit + 1));

const withDistances = (units: readonly number[]) => (structure: NetworkStructure) => ({
  taps: structure.sites.map((site, index) => ({
    site,
    counts: true,
    codes: true,
    extremes: 2,
    inverseNorms: Float64Array.from({ length: units[index] }, (_, unit) => inverseNorm(unit)),
  })),
});

function inputOf({ runner }: OpenedRunner): Float32Array {
  const rng = randomGenerator(7);
  return Float32Array.from({ length: rows * runner.inputLength }, () => rng.normal());
}

async function untouchedRows(
  bytes: Uint8Array,
  opened: OpenedRunner,
): Promise<ReadonlyMap<string, RawValue>[]> {
  const { structure, runner, model } = opened;
  const names = structure.sites.flatMap(({ preActivation, output, node }) => [
    preActivation,
    output,
    ...node.inputs.filter((operand) => operand !== ''),
  ]);
  const input = inputOf(opened);
  const raw: ReadonlyMap<string, RawValue>[] = [];
  for (let start = 0; start < input.length; start += runner.inputLength) {
    const data = input.slice(start, start + runner.inputLength);
    const feed = { data, dims: [1, ...runner.inputShape] };
    raw.push(await rawValues(bytes, names, { [model.graph.inputs[0].name]: feed }));
  }
  return raw;
}

function assertReductions(
  { structure, runner }: OpenedRunner,
  chunk: ChunkResult,
  raw: readonly ReadonlyMap<string, RawValue>[],
): void {
  for (const [index, site] of structure.sites.entries()) {
    const { counts, saturatedCounts, codes } = chunk.sites[index];
    const { units, positions, wordsPerRow } = runner.siteLayouts[index];
    const expected = raw.map((values) => oracleCodes(site, values));
    assert.equal(units * positions, expected[0].length);
    for (const [row, wanted] of expected.entries()) {
      const words = [...codes!.subarray(row * wordsPerRow, (row + 1) * wordsPerRow)];
      assert.deepEqual(digitCounts(words, levelsOf(site, raw)), tally(wanted), site.name);
      for (const [other, wantedThere] of expected.entries()) {
        const there = [...codes!.subarray(other * wordsPerRow, (other + 1) * wordsPerRow)];
        assert.equal(String(words) === String(there), String(wanted) === String(wantedThere));
      }
    }
    const isSign = site.code.kind === 'sign' || site.code.kind === 'soft-sign';
    const hasCorners = site.code.kind === 'clip' && site.op !== 'Shrink';
    assert.equal(counts !== undefined, isSign || hasCorners);
    assert.equal(saturatedCounts !== undefined, hasCorners);
    if (!counts) continue;
    const unitOf = unitOfElement(raw[0].get(site.preActivation)!.dims, site.unitAxis);
    const reaching = (level: number) => {
      const reached = new Float64Array(units);
      for (const wanted of expected) {
        wanted.forEach((code, at) => (reached[unitOf[at]] += Number(code >= level)));
      }
      return reached;
    };
    assert.deepEqual(counts, reaching(1));
    if (saturatedCounts) assert.deepEqual(saturatedCounts, reaching(2));
  }
}

function assertDistances(
  { structure }: OpenedRunner,
  chunk: ChunkResult,
  raw: readonly ReadonlyMap<string, RawValue>[],
): void {
  for (const [index, site] of structure.sites.entries()) {
    for (const [row, values] of raw.entries()) {
      const z = values.get(site.preActivation)!;
      const unitOf = unitOfElement(z.dims, site.unitAxis);
      const scaled = z.data.map((value, at) => Math.abs(value) * inverseNorm(unitOf[at]));
      const wanted = Math.min(...scaled.filter((_, at) => unitOf[at] !== 1));
      const distance = chunk.sites[index].boundaryDistance?.[row] ?? Infinity;
      assert.ok(Math.abs(distance - wanted) <= 1e-5 || distance === wanted, site.name);
    }
  }
}

/** The two rows of largest z, and least and summed |z|, of every unit. */
function assertExtremes(
  { structure }: OpenedRunner,
  chunk: ChunkResult,
  raw: readonly ReadonlyMap<string, RawValue>[],
): void {
  for (const [index, site] of structure.sites.entries()) {
    const blocks = chunk.sites[index].extremes!;
    assert.equal(
      blocks.reduce((sum, block) => sum + block.rows, 0),
      rows,
    );
    const { dims } = raw[0].get(site.preActivation)!;
    const unitOf = unitOfElement(dims, site.unitAxis);
    const collector = new UnitExtremesCollector(Math.max(...unitOf) + 1, 2);
    for (const block of blocks) collector.add(block);
    const { top, least, mean } = collector.result()!;
    top.forEach((entries, unit) => {
      const z = raw.map((values) =>
        values.get(site.preActivation)!.data.filter((_, at) => unitOf[at] === unit),
      );
      const largest = z.map((values) => Math.max(...values)).sort((a, b) => b - a);
      const nearest = z.map((values) => Math.min(...values.map(Math.abs)));
      entries.forEach(({ sample, value }, place) => {
        assertNear(value, largest[place]);
        assertNear(value, Math.max(...z[sample]));
      });
      assertNear(least[unit], Math.min(...nearest));
      assertNear(mean[unit], nearest.reduce((sum, value) => sum + value, 0) / rows);
    });
  }
}

function assertNear(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-5 * Math.max(1, Math.abs(expected)));
}

type Site = NetworkStructure['sites'][number];

function levelsOf(site: Site, raw: readonly ReadonlyMap<string, RawValue>[]): number {
  if (site.code.kind === 'clip') return 3;
  if (site.code.kind === 'winner') return site.node.inputs.length;
  if (site.code.kind !== 'window') return 2;
  const kernel = site.node.attributes.get('kernel_shape');
  assert.ok(kernel?.kind === 'ints' && raw.length > 0);
  return kernel.value.reduce((product, size) => product * size, 1) + 1;
}

/** How often each non-zero digit occurs in the words, read with as many bits a digit as `levels` needs. */
function digitCounts(words: readonly number[], levels: number): Map<number, number> {
  const base = 2 ** Math.ceil(Math.log2(levels));
  const digits: number[] = [];
  for (const word of words) {
    assert.ok(Number.isInteger(word) && word >= 0 && word < 2 ** 24);
    for (let rest = word; rest > 0; rest = Math.floor(rest / base)) digits.push(rest % base);
  }
  return tally(digits);
}

function tally(codes: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const code of [...codes].sort((a, b) => a - b)) {
    if (code !== 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
