import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedModel } from '../../../../src/analysis/exploration/codedModel.ts';
import { OpenSubjects } from '../../../../src/analysis/exploration/openSubjects.ts';
import { explorePath } from '../../../../src/analysis/exploration/path/path.ts';
import { exploreSlice, type Slice } from '../../../../src/analysis/exploration/slice/slice.ts';
import { sliceCodes } from '../../../../src/analysis/exploration/slice/sliceCodes.ts';
import { sliceRaster } from '../../../../src/analysis/exploration/slice/sliceRaster.ts';
import { exploreNeighbourhoods } from '../../../../src/analysis/neighbourhood/neighbourhoods.ts';
import { neighbourhoodMethods } from '../../../../src/analysis/neighbourhood/neighbourhoodMethods.ts';
import { sliceText } from '../../../../src/cli/commands/sliceText.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import {
  type GraphParts,
  initializer,
  modelBytes,
  node,
  value,
} from '../../../../src/onnx/schema/writeModel.ts';
import { denseModel } from '../../../support/denseModel.ts';
import { withTemporaryFolder } from '../../../support/vscode/folders.ts';

/** |x₀| + |x₁| − 1. */
const distance = denseModel([
  {
    weights: [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ],
    bias: [0, 0, 0, 0],
  },
  { weights: [[1, 1, 1, 1]], bias: [-1] },
]);

/** Relu(x) in four places: a map of 2 × 2 numbers a sample. */
const map: GraphParts = {
  inputs: [value('x', 'float32', ['N', 2])],
  outputs: [value('y', 'float32', ['N', 2, 2])],
  initializers: [
    initializer('w', 'float32', [2, 4], Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1)),
    initializer('shape', 'int64', [3], BigInt64Array.of(-1n, 2n, 2n)),
  ],
  nodes: [
    node('MatMul', ['x', 'w'], ['z']),
    node('Relu', ['z'], ['a']),
    node('Reshape', ['a', 'shape'], ['y']),
  ],
};

const window = { kind: 'parallelogram', origin: [-2, -2], u: [4, 0], v: [0, 4] } as const;
const view = { viewport: { u0: 0, v0: 0, u1: 4, v1: 4 }, width: 8, height: 8 };

/** A model with three samples of two numbers and, where given, labels in files. */
function withFiles(
  parts: GraphParts,
  labels: readonly number[] | undefined,
  use: (subject: { model: string; samples: { samples: string; labels?: string } }) => Promise<void>,
): Promise<void> {
  return withTemporaryFolder(async (folder) => {
    const files = { model: join(folder, 'm.onnx'), points: join(folder, 'p.csv') };
    await writeFile(files.model, modelBytes(parts));
    await writeFile(files.points, 'x,y\n-2,0\n2,0\n0,2\n');
    if (labels) await writeFile(join(folder, 'l.csv'), `t\n${labels.join('\n')}\n`);
    const given = labels ? { labels: join(folder, 'l.csv') } : {};
    await use({ model: files.model, samples: { samples: files.points, ...given } });
  });
}

async function legendOf(slice: Slice, colouring: 'class' | 'confidence') {
  return (await sliceRaster({ slice }, { ...view, colouring })).legend;
}

describe('exploring a model whose outputs name no class', () => {
  for (const [what, parts, labels] of [
    ['a map', map, undefined],
    ['numbers to predict', distance, [1.5, 0.25, 1]],
    ['whole numbers to predict', distance, [1, 7, 1]],
  ] as const) {
    it(`finds no classes on a path or a slice of ${what}`, () =>
      withFiles(parts, labels, async (subject) => {
        const request = { ...subject, from: 0, to: 1, beyond: true };
        const path = await explorePath(request, silentProgress);
        assert.equal(path.outputs, 'numbers');
        assert.deepEqual(
          [path.classes, path.classesVisited, path.decisionChanges, path.minimumMargin],
          [[], [], [], null],
        );
        assert.deepEqual([path.beyond!.decisionChanges, path.beyond!.finalClass], [[], null]);
        assert.match(path.limits.map(({ effect }) => effect).join(), /names? no class/);
        const slice = await exploreSlice({ ...subject, window }, silentProgress);
        assert.equal(slice.decisions, undefined);
        assert.match(sliceText(slice), /no decision boundary: the outputs name no class/);
        for (const colouring of ['class', 'confidence'] as const) {
          const { title, kind } = await legendOf(slice, colouring);
          assert.equal(kind, 'scale');
          assert.match(title, parts === map ? /^Mean of the 4 outputs$/ : /^Output$/);
        }
      }));
  }

  for (const [what, parts, labels] of [
    ['a map', map, undefined],
    ['numbers to predict', distance, [1.5, 0.25, 1]],
  ] as const) {
    it(`finds the edge of a sample's region, and no class or boundary beside it, of ${what}`, () =>
      withFiles(parts, labels, async (subject) => {
        const { outputs, samples, summary } = await exploreNeighbourhoods(subject, silentProgress);
        assert.equal(outputs, 'numbers');
        for (const { predicted, decision } of samples) {
          assert.deepEqual([predicted, decision], [null, null]);
        }
        // Sample 0 is (−2, 0), on the edge x₁ = 0 where units of both models bend.
        assert.equal(samples[0]!.inRadius, 0);
        assert.deepEqual([summary.lower, summary.upper, summary.exactShare], [null, null, 0]);
        const methods = neighbourhoodMethods(new OpenSubjects());
        const seen = await methods.neighbourhood({ subject, sample: 1 }, silentProgress);
        assert.deepEqual(
          [seen.outputs, seen.predicted, seen.decision, seen.boundaryScores],
          ['numbers', null, null, null],
        );
      }));
  }

  it('colours a slice by the value of the output, negative ones too', () =>
    withFiles(distance, [1.5, 0.25, 1], async (subject) => {
      const legend = await legendOf(
        await exploreSlice({ ...subject, window }, silentProgress),
        'class',
      );
      assert.ok(legend.kind === 'scale');
      // Pixel centres lie at ±0.25, ±0.75, ±1.25 and ±1.75 of |x₀| + |x₁| − 1.
      assert.deepEqual([legend.low, legend.high], [-0.5, 2.5]);
    }));

  it('runs the model at a grid of points without naming classes', () =>
    withFiles(map, undefined, async (subject) => {
      const model = await CodedModel.open(subject);
      const look = { plane: window, viewport: null, side: 4 };
      const { raster } = await sliceCodes(model, look, silentProgress);
      assert.match(raster.legend.title, /^Mean of the 4 outputs at 4 × 4 points$/);
      assert.deepEqual([...(await model.run(Float32Array.of(1, 1), 1)).classes], [-1]);
      await model.close();
    }));
});

describe('exploring a model with one output and no labels', () => {
  it('draws where the output is 0, and says so instead of naming classes', () =>
    withFiles(distance, undefined, async (subject) => {
      const path = await explorePath({ ...subject, from: 0, to: 1 }, silentProgress);
      assert.equal(path.outputs, 'sign');
      assert.deepEqual(
        path.decisionChanges.map(({ t }) => t),
        [0.25, 0.75],
      );
      const slice = await exploreSlice({ ...subject, window }, silentProgress);
      assert.match(sliceText(slice), /where the output is 0: length 5\.65685 /);
      const legend = await legendOf(slice, 'class');
      assert.ok(legend.kind === 'slots');
      assert.deepEqual(
        legend.entries.map(({ label }) => label),
        ['Output ≤ 0', 'Output > 0'],
      );
    }));

  it('takes labels 0 and 1 for its classes', () =>
    withFiles(distance, [1, 0, 1], async (subject) => {
      const path = await explorePath({ ...subject, from: 0, to: 1 }, silentProgress);
      assert.equal(path.outputs, 'classes');
    }));
});
