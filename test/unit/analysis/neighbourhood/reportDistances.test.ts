import { strict as assert } from 'node:assert';
import type { Subject } from '../../../../src/analysis/diagnosis/subject.ts';
import { reportDistances } from '../../../../src/analysis/neighbourhood/reportDistances.ts';
import type { SampleSet } from '../../../../src/analysis/samples.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { withModelFile, withRunner } from '../../onnx/runner/modelFile.ts';

const side = 8;
const pixels = side * side;

/** Random samples of one channel. */
function noise(rows: number): SampleSet {
  const rng = randomGenerator(7);
  const data = Float32Array.from({ length: rows * pixels }, () => rng.normal());
  return {
    set: 'random',
    rows,
    shape: [1, side, side],
    labels: undefined,
    section: null,
    file: undefined,
    read: (start: number, end: number) => Promise.resolve(data.slice(start * pixels, end * pixels)),
    close: () => Promise.resolve(),
  };
}

/** Samples that a budget has room for, of a model that is one operator. */
function measured(op: ReturnType<typeof node>, outputSide: number, budgetMs: number) {
  const parts = {
    nodes: [op],
    initializers: [],
    inputs: [value('x', 'float32', ['N', 1, side, side])],
    outputs: [value('y', 'float32', ['N', 1, outputSide, outputSide])],
  };
  return withModelFile(parts, (path) =>
    withRunner(
      path,
      () => ({}),
      async ({ model, structure }) => {
        const subject: Subject = { model, structure, input: model.graph.inputs[0]!, limits: [] };
        const request = {
          subject,
          samples: noise(100),
          siteLayouts: [{ units: 1, positions: outputSide ** 2 }],
          seed: 0,
          scoresClasses: false,
          threads: 1,
          budgetMs,
        };
        const { regionEdges } = await reportDistances(request, silentProgress);
        return regionEdges?.samples ?? 0;
      },
    ),
  );
}

describe('distances in a report', () => {
  it('cost as much for every member of a maximum as for a unit with a threshold', async () => {
    const pool = node('MaxPool', ['x'], ['y'], { kernel_shape: [2, 2], strides: [2, 2] });
    for (const budgetMs of [2.5, 8]) {
      const pooled = await measured(pool, side / 2, budgetMs);
      const bent = await measured(node('Relu', ['x'], ['y']), side, budgetMs);
      assert.equal(pooled, bent, `${budgetMs} ms`);
      assert.ok(pooled > 0 && pooled < 100, `${pooled} samples`);
    }
  });
});
