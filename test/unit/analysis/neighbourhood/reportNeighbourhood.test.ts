import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import type { Report } from '../../../../src/report/report.ts';
import { validateReport } from '../../../../src/report/validateReport.ts';
import { rootFolder } from '../../../support/vscode/folders.ts';

const folder = join(rootFolder, 'media', 'samples', 'digits');

describe('neighbourhoods in a report', () => {
  let report: Report;

  before(async function () {
    report = await diagnose(
      {
        model: join(folder, 'digits.onnx'),
        train: { samples: join(folder, 'train.npz#images'), limit: 300 },
        test: { samples: join(folder, 'test.npz#images'), limit: 200 },
        preprocess: { scale: 16 },
        parts: ['regions'],
        baseline: false,
      },
      silentProgress,
    );
  });

  it('measure in-radius and decision distance on the same samples, lower bounds below upper ones', () => {
    const { inradius, regionEdges, decisionDistance } = report.regions!;
    assert.equal(
      regionEdges!.layers.reduce((sum, { nearest }) => sum + nearest, 0),
      regionEdges!.samples,
    );
    assert.ok(inradius!.min >= 0);
    const { lower, upper, found, samples, near } = decisionDistance!;
    assert.ok(found > 0 && found <= samples);
    for (const key of ['min', 'median', 'mean', 'max'] as const) {
      assert.ok(lower[key] <= upper[key]);
      assert.ok(lower[key] <= inradius![key] * (1 + 1e-12));
    }
    assert.ok(near!.share >= 0 && near!.share <= 1);
  });

  it('name for every unit its nearest sample, the nearest of all being the least in-radius', () => {
    const { inradius, regionEdges, unitDistances } = report.regions!;
    assert.equal(unitDistances!.samples, regionEdges!.samples);
    // Channels of the two convolutions, units of the dense layers.
    const widths = unitDistances!.layers.map(({ nearest }) => nearest.length);
    assert.deepEqual(widths, [8, 8, 64, 32]);
    const all = unitDistances!.layers.flatMap(({ nearest }) => nearest.map((d) => d ?? Infinity));
    const least = Math.min(...all);
    assert.ok(Math.abs(least - inradius!.min) <= 1e-6 * inradius!.min);
  });

  it('count the units that switch around training samples, test samples and noise at the same radii', () => {
    const sets = report.regions!.localComplexity!.sets!;
    assert.deepEqual([...new Set(sets.map(({ set }) => set))], ['train', 'test', 'noise']);
    for (const { set, layers, total, overNoise } of sets) {
      const sum = layers.reduce((all, { crossings }) => all + crossings.mean, 0);
      assert.ok(Math.abs(sum - total.mean) < 1e-9);
      if (set === 'noise') assert.equal(overNoise, null);
    }
    const grown = sets.filter(({ set }) => set === 'test').map(({ layers }) => layers[0].crossings);
    for (let i = 1; i < grown.length; i++) assert.ok(grown[i].mean >= grown[i - 1].mean);
  });

  it('keep to the public schema', () => {
    assert.deepEqual(validateReport(report), []);
  });
});
