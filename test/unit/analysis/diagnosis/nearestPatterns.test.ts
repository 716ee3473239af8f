import { strict as assert } from 'node:assert';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { NearestPatterns } from '../../../../src/analysis/diagnosis/nearestPatterns.ts';
import { openFed } from '../../../../src/analysis/diagnosis/openFed.ts';
import { closeSides } from '../../../../src/analysis/diagnosis/openSides.ts';
import { inspectModel } from '../../../../src/analysis/diagnosis/subject.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import { createRunner } from '../../../../src/onnx/runner/createRunner.ts';
import type { NearestPatternsSection } from '../../../../src/report/report.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';
import { endedEarly, sharedDiagnosis } from '../../../support/sharedDiagnosis.ts';

const base = { ...digitsRequest, parts: ['regions' as const] };

/** Which units are on, from the model's own outputs of its switches: sites × rows × codes. */
async function switchesOf(
  which: 'train' | 'test',
  rows: readonly number[],
): Promise<boolean[][][]> {
  const model = await openModel(base.model);
  const { fed, sides } = await openFed(model, base);
  const { structure } = await inspectModel(fed);
  const values = structure.sites.map(({ output }) => output);
  const options = { structure, sampleShape: sides.sampleShape!, taps: [], values, logits: false };
  const runner = await createRunner(fed.model, options);
  try {
    const samples = sides[which]!;
    const data = await samples.read(0, samples.rows);
    const result = await runner.run(data, samples.rows);
    return result.values.map((site, index) => {
      const width = runner.valueWidths[index]!;
      return rows.map((row) =>
        Array.from(site.subarray(row * width, (row + 1) * width), (z) => z > 0),
      );
    });
  } finally {
    await runner.close();
    await closeSides(sides);
    await model.close();
  }
}

describe('the nearest training patterns of test samples', () => {
  let section: NearestPatternsSection;
  before(async () => {
    section = (await sharedDiagnosis(base)).regions!.nearestPatterns!;
  });

  it('are those that comparing all switches of all training samples finds', async () => {
    const all = Array.from({ length: 1397 }, (_, row) => row);
    const shown = section.samples.slice(0, 5);
    const train = await switchesOf('train', all);
    const test = await switchesOf(
      'test',
      shown.map(({ index }) => index),
    );
    for (const [query, { neighbours }] of shown.entries()) {
      const distances = all.map((row) => {
        const shares = test.map((site, index) => {
          const [a, b] = [site[query]!, train[index]![row]!];
          return a.filter((on, unit) => on !== b[unit]).length / a.length;
        });
        return shares.reduce((sum, share) => sum + share, 0) / shares.length;
      });
      const nearest = all.toSorted((a, b) => distances[a]! - distances[b]! || a - b).slice(0, 3);
      assert.deepEqual(
        neighbours.map(({ row }) => row),
        nearest,
      );
      neighbours.forEach(({ row, distance }) => {
        assert.ok(Math.abs(distance - distances[row]!) < 1e-12);
      });
    }
  });

  it('are told of the farthest samples, with their labels and pictures', () => {
    const { samples, distance, queries, train } = section;
    assert.deepEqual([queries, train], [400, 1397]);
    const nearest = samples.map(({ neighbours: [{ distance: least }] }) => least);
    assert.equal(nearest[0], distance.max);
    assert.deepEqual(
      nearest,
      nearest.toSorted((a, b) => b - a),
    );
    for (const { label, picture, neighbours } of samples) {
      assert.ok(label !== null && label >= 0 && label <= 9);
      for (const image of [picture!, ...neighbours.map((neighbour) => neighbour.picture!)]) {
        assert.deepEqual([image.height, image.width, image.channels], [8, 8, 1]);
        assert.equal(Buffer.from(image.pixels, 'base64').length, 64);
      }
    }
  });

  it('are the samples themselves where test and training data are the same', async () => {
    const { regions } = await diagnose({ ...base, train: base.test! }, endedEarly);
    const same = regions!.nearestPatterns!;
    assert.equal(same.seen, 1);
    assert.equal(same.sameLabel, 1);
    assert.equal(same.distance.max, 0);
  });

  it('are not looked for without training data', async () => {
    const { model, test, preprocess } = digitsRequest;
    const request = { model, test: test!, preprocess: preprocess!, parts: base.parts };
    const { regions } = await diagnose(request, endedEarly);
    assert.equal(regions!.nearestPatterns, undefined);
  });

  it('are left out, with a sentence that says so, where there are too many to compare', async () => {
    const model = await openModel(base.model);
    const { fed, sides } = await openFed(model, base);
    const subject = await inspectModel(fed);
    try {
      const siteLayouts = [{ units: 1e7, positions: 1, wordsPerRow: 4e5, bitsPerCode: 1 }];
      const runner = { siteLayouts } as unknown as Awaited<ReturnType<typeof createRunner>>;
      const [train, test] = [sides.train!, sides.test!];
      assert.equal(
        await NearestPatterns.open({ subject, train, test, runner, seed: 0 }),
        undefined,
      );
      assert.match(subject.limits.at(-1)!.effect, /too many to compare/);
    } finally {
      await closeSides(sides);
      await model.close();
    }
  });
});
