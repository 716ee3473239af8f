import { strict as assert } from 'node:assert';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { analyseStructure } from '../../../../src/onnx/analyseStructure.ts';
import { readLayerWeights } from '../../../../src/onnx/layerWeights.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { initializer, modelBytes, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { rawValues, withModelFile } from '../runner/modelFile.ts';

const sizes: Readonly<Record<string, number>> = { b: 1, t: 2, d: 3, h: 2, k: 4, o: 1 };

interface Case {
  readonly op?: 'MatMul';
  /** As an Einstein sum of data and constant, whatever the operator. */
  readonly equation: string;
  /** Whether the constant comes first. */
  readonly isFirst?: boolean;
  /** Axes of what is added behind, by label. */
  readonly bias?: string;
}

const described: readonly Case[] = [
  { equation: 'btd,dk->btk' },
  { equation: 'btd,dhk->bthk' },
  { equation: 'btd,dhk->bhtk', bias: 'htk' },
  { equation: 'btd,hdk->bhtk', bias: 'hok' },
  { equation: 'btd,dhk->bthk', bias: 'k' },
  { equation: 'bthk,dhk->btd', bias: 'd' },
  { equation: 'bhtd,hdk->bhtk' },
  { equation: 'btd,kd->btk', isFirst: true },
  { equation: '...d,dk->...k' },
  { equation: 'btd,dk' },
  { op: 'MatMul', equation: 'bhtd,hdk->bhtk', bias: 'k' },
  { op: 'MatMul', equation: 'botd,hdk->bhtk', bias: 'hok' },
  { op: 'MatMul', equation: 'btd,odk->btk' },
  { op: 'MatMul', equation: 'bodt,hkd->bhkt', isFirst: true },
];

const refused: readonly (readonly [string, string])[] = [
  ['whose constant also sums over positions', 'btd,dk->bk'],
  ['with weights for each sample', 'ktd,kdh->kth'],
  ['that only scales', 'btd,d->btd'],
  ['of a diagonal', 'btd,ddk->btk'],
];

describe('contraction', () => {
  for (const each of described) {
    const { op = 'Einsum', equation, bias } = each;
    it(`gives the hyperplanes of ${op} ${equation}${bias ? ` + ${bias}` : ''}`, async () => {
      await checkCase(each);
    });
  }

  for (const [what, equation] of refused) {
    it(`names a sum ${what} as a limit, not as a layer`, async () => {
      await withModelFile(bytesOf({ equation }), async (path) => {
        const model = await openModel(path);
        const { layers, limits } = await analyseStructure(model);
        assert.deepEqual(layers, []);
        assert.equal(limits.length > 0, equation !== 'btd,d->btd');
        await model.close();
      });
    });
  }

  it('counts the units of a plain Einsum in the activation behind it, but not those on several axes', async () => {
    for (const [equation, owned] of [
      ['btd,dk->btk', true],
      ['btd,dhk->bthk', false],
    ] as const) {
      await withModelFile(bytesOf({ equation }, true), async (path) => {
        const model = await openModel(path);
        const { layers, sites } = await analyseStructure(model);
        assert.equal(sites.length, 1);
        assert.equal(layers[0].site === sites[0], owned);
        await model.close();
      });
    }
  });
});

/**
 * By another route: data that are 1 at one of the summed indices, at all positions, give the column of every unit at once, and
 * zeros give the offsets.
 */
async function checkCase(each: Case): Promise<void> {
  const bytes = bytesOf(each);
  const { data, weight, output } = labelsOf(each);
  await withModelFile(bytes, async (path) => {
    const model = await openModel(path);
    const { layers } = await analyseStructure(model);
    assert.equal(layers.length, 1);
    const { weights, bias } = await readLayerWeights(model, layers[0]);
    await model.close();
    const summed = weight.filter((label) => data.includes(label) && !output.includes(label));
    const dims = data.map((label) => sizes[label]);
    const respond = async (place: readonly number[] | undefined): Promise<number[]> => {
      const fed = Float32Array.from({ length: volume(dims) }, (_, at) => {
        const index = indexOf(at, dims);
        return place && summed.every((label, i) => index[data.indexOf(label)] === place[i]) ? 1 : 0;
      });
      const { data: out, dims: outDims } = (
        await rawValues(bytes, ['y'], { x: { data: fed, dims } })
      ).get('y')!;
      return out.filter((_, at) =>
        indexOf(at, outDims).every((i, axis) => i === 0 || weight.includes(output[axis])),
      );
    };
    const offsets = await respond(undefined);
    assert.deepEqual([...bias], offsets);
    const sumDims = summed.map((label) => sizes[label]);
    assert.equal(weights.columns, volume(sumDims));
    assert.equal(weights.rows, offsets.length);
    for (let column = 0; column < weights.columns; column++) {
      const response = await respond(indexOf(column, sumDims));
      response.forEach((value, unit) => {
        const entry = weights.data[unit * weights.columns + column];
        assert.ok(Math.abs(value - offsets[unit] - entry) < 1e-6, `unit ${unit}`);
      });
    }
  });
}

function labelsOf({ equation }: Case) {
  const [operands, right] = equation.replaceAll('...', 'bt').split('->');
  const [data, weight] = operands.split(',').map((term) => [...term]);
  // Without an arrow the output lists what occurs once, in the alphabet's order.
  return { data: data, weight: weight, output: [...(right ?? 'bkt')] };
}

function bytesOf(each: Case, withRelu = false): Uint8Array {
  const { op = 'Einsum', equation, isFirst = false, bias } = each;
  const { data, weight, output } = labelsOf(each);
  const shape = (labels: readonly string[]) => labels.map((label) => sizes[label]);
  const operands = isFirst ? ['w', 'x'] : ['x', 'w'];
  const [terms, right] = equation.split('->');
  const swapped = terms.split(',').reverse().join(',');
  const written = `${isFirst ? swapped : terms}${right === undefined ? '' : `->${right}`}`;
  const product = node(op, operands, ['p'], op === 'Einsum' ? { equation: written } : {});
  // Numbers that differ only along axes of units: what differs by position is no offset.
  const isUnit = (label: string) => weight.includes(label) && output.includes(label);
  const added = bias ? [...bias].filter((label) => label !== 't' || isUnit(label)) : [];
  const biasLabels = bias ? [...bias].map((label) => (added.includes(label) ? label : 'o')) : [];
  const last = bias || withRelu ? 'q' : undefined;
  const tail = bias
    ? node('Add', ['p', 'c'], [last!])
    : node(withRelu ? 'Relu' : 'Identity', ['p'], ['q']);
  return modelBytes({
    nodes: [product, tail, node('Identity', ['q'], ['y'])],
    inputs: [value('x', 'float32', ['N', ...shape(data).slice(1)])],
    outputs: [
      value(
        'y',
        'float32',
        output.map((label) => (label === 'b' ? 'N' : label)),
      ),
    ],
    initializers: [
      initializer('w', 'float32', shape(weight), normals(volume(shape(weight)), 1)),
      initializer('c', 'float32', shape(biasLabels), normals(volume(shape(biasLabels)), 2)),
    ],
  });
}

function normals(length: number, seed: number): Float32Array {
  const rng = randomGenerator(seed);
  return Float32Array.from({ length }, () => rng.normal());
}

function volume(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

function indexOf(at: number, dims: readonly number[]): number[] {
  let rest = at;
  return dims
    .toReversed()
    .map((dim) => {
      const index = rest % dim;
      rest = Math.floor(rest / dim);
      return index;
    })
    .reverse();
}
