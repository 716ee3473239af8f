import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../../src/analysis/diagnose.ts';
import { CancelledError, silentProgress } from '../../../src/engine/progress.ts';
import { UserError } from '../../../src/engine/userError.ts';
import type { PatternStatistics, Report } from '../../../src/report/report.ts';
import { validateReport } from '../../../src/report/validateReport.ts';
import { digitsRequest } from '../../support/sampleRequest.ts';
import { sharedDiagnosis } from '../../support/sharedDiagnosis.ts';

interface OraclePatterns {
  readonly distinctPatterns: number;
  readonly singletons: number;
  readonly entropyBits: number;
  readonly seenRate: number;
  readonly purity: number;
  readonly impureCells: number;
}

/** Independent float64 numbers: test/fixtures/sample/makeDigitsOracle.py. */
interface Oracle {
  readonly accuracy: { readonly train: number; readonly test: number };
  readonly hyperplanes: readonly {
    readonly layer: string;
    readonly meanNorm: number;
    readonly meanOriginDistance: number;
    readonly cosine: { readonly meanAbs: number; readonly maxAbs: number };
    readonly orthogonalityPenalty: number;
    readonly spectralNorm: number;
    readonly stableRank: number;
    readonly effectiveRank: number;
    readonly duplicates: readonly (readonly number[])[];
    readonly activity?: {
      readonly train: {
        readonly dead: readonly number[];
        readonly alwaysOn: readonly number[];
        readonly activationRate: readonly number[];
        readonly meanBoundaryDistance: number;
        readonly medianBoundaryDistance: number;
      };
    } | null;
  }[];
  readonly regions: {
    readonly layers: readonly (OraclePatterns & {
      readonly units: number;
      readonly activationRate: number;
      readonly cumulative: OraclePatterns;
    })[];
    readonly network: OraclePatterns & { readonly units: number };
  };
  readonly spaces: readonly {
    readonly space: string;
    readonly effectiveDimension: number;
    readonly hull: {
      readonly inside: number;
      readonly outside: number;
      readonly meanDistance: { readonly lower: number; readonly upper: number };
      readonly maxDistance: { readonly lower: number; readonly upper: number };
    };
    readonly box: { readonly inside: number; readonly meanFractionOfDimensions: number };
    readonly accuracy: { readonly inside: number | null; readonly outside: number | null };
  }[];
}

const oracle = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/sample/digits-oracle.json'), 'utf8'),
) as Oracle;

/** The model's weights are float32 and the oracle prints 12 digits: 1e-6 leaves room for both, none for a defect. */
function assertClose(actual: number, expected: number, what: string, relative = 1e-6): void {
  const allowed = relative * Math.max(Math.abs(expected), 1e-3);
  assert.ok(Math.abs(actual - expected) <= allowed, `${what}: ${actual}, expected ${expected}`);
}

describe('diagnosing the digits sample', () => {
  let report: Report;
  before(async () => {
    report = await diagnose(
      { ...digitsRequest, spaces: ['input', 'pca:5', 'pca:10'] },
      silentProgress,
    );
  });

  it('gives a report that holds to its schema', () => {
    assert.deepEqual(validateReport(report), []);
  });

  it('measures the accuracy on both sets', () => {
    assertClose(report.data.train!.accuracy!, oracle.accuracy.train, 'train');
    assertClose(report.data.test!.accuracy!, oracle.accuracy.test, 'test');
  });

  it("agrees with the oracle on every layer's weights", () => {
    const layers = report.hyperplanes!.layers;
    assert.deepEqual(
      layers.map(({ layer }) => layer),
      oracle.hyperplanes.map(({ layer }) => layer),
    );
    layers.forEach((layer, i) => {
      const expected = oracle.hyperplanes[i];
      assertClose(layer.norm.mean, expected.meanNorm, `${layer.layer} norm`);
      assertClose(layer.originDistance!.mean, expected.meanOriginDistance, `${layer.layer} offset`);
      assertClose(layer.cosine!.meanAbs, expected.cosine.meanAbs, `${layer.layer} mean |cos|`);
      assertClose(layer.cosine!.maxAbs, expected.cosine.maxAbs, `${layer.layer} max |cos|`);
      assertClose(layer.orthogonalityPenalty, expected.orthogonalityPenalty, layer.layer);
      assertClose(layer.spectralNorm, expected.spectralNorm, `${layer.layer} spectral norm`);
      assertClose(layer.stableRank, expected.stableRank, `${layer.layer} stable rank`);
      assertClose(layer.effectiveRank, expected.effectiveRank, `${layer.layer} effective rank`);
      assert.deepEqual(layer.duplicates, expected.duplicates);
    });
  });

  it('agrees with the oracle on the activity of every unit', () => {
    assert.deepEqual(report.hyperplanes!.samples, { set: 'train', count: 1397 });
    report.hyperplanes!.layers.forEach((layer, i) => {
      const expected = oracle.hyperplanes[i].activity?.train;
      assert.equal(layer.dead === undefined, !expected, `${layer.layer} has activity`);
      if (!expected) return;
      assert.deepEqual(layer.dead!.units, expected.dead);
      assert.deepEqual(layer.alwaysOn!.units, expected.alwaysOn);
      layer.perUnit!.activationRate!.forEach((rate, unit) => {
        assertClose(rate, expected.activationRate[unit], `${layer.layer} unit ${unit}`);
      });
      // Distances are differences of float32 numbers: 1e-4 of the mean.
      const { mean, median } = layer.boundaryDistance!;
      assertClose(mean, expected.meanBoundaryDistance, `${layer.layer} distance`, 1e-4);
      assertClose(median, expected.medianBoundaryDistance, `${layer.layer} distance`, 1e-3);
    });
  });

  it('counts the same regions as the oracle, exactly', () => {
    const { layers, network, exactness } = report.regions!;
    assert.equal(exactness, 'exact');
    layers.forEach((layer, i) => {
      const expected = oracle.regions.layers[i];
      assert.equal(layer.units, expected.units);
      assertClose(layer.activationRate!, expected.activationRate, `${layer.layer} rate`);
      assertPatterns(layer, expected, layer.layer);
      assertPatterns(layer.cumulative, expected.cumulative, `up to ${layer.layer}`);
    });
    assert.equal(network.units, oracle.regions.network.units);
    assertPatterns(network, oracle.regions.network, 'network');
  });

  it('never merges regions with depth', () => {
    const joint = report.regions!.layers.map(({ cumulative }) => cumulative);
    for (let i = 1; i < joint.length; i++) {
      assert.ok(joint[i].distinctPatterns >= joint[i - 1].distinctPatterns);
      assert.ok(joint[i].purity! >= joint[i - 1].purity!);
    }
  });

  it('agrees with linear programs on who is inside the hull, and brackets their distances', () => {
    report.extrapolation!.spaces.forEach((space, i) => {
      const expected = oracle.spaces[i];
      assert.equal(space.space, expected.space);
      assert.equal(space.effectiveDimension, expected.effectiveDimension);
      assert.equal(space.hull.undecided, 0);
      assert.equal(space.hull.inside, expected.hull.inside);
      assert.equal(space.hull.outside, expected.hull.outside);
      const { lower, upper, relativeGap } = space.hull.distance!;
      assert.ok(relativeGap <= 0.001, `gap ${relativeGap}`);
      const { meanDistance, maxDistance } = expected.hull;
      assert.ok(lower.mean <= meanDistance.upper * (1 + 1e-6), `${lower.mean}`);
      assert.ok(upper.mean >= meanDistance.lower * (1 - 1e-6), `${upper.mean}`);
      assert.ok(lower.max <= maxDistance.upper * (1 + 1e-6), `${lower.max}`);
      assert.ok(upper.max >= maxDistance.lower * (1 - 1e-6), `${upper.max}`);
      assert.equal(space.box.inside, expected.box.inside);
      assertClose(
        space.box.fractionOfDimensions.mean,
        expected.box.meanFractionOfDimensions,
        'box',
      );
      assert.equal(space.accuracy!.inside === null, expected.accuracy.inside === null);
      assertClose(space.accuracy!.outside!, expected.accuracy.outside!, 'accuracy outside');
    });
  });

  it('finds the flaws the sample was trained with', () => {
    const rules = report.findings.map(({ rule, layer }) => `${rule} ${layer ?? ''}`.trim());
    assert.ok(rules.includes('dead-units dense1'), rules.join(', '));
    assert.ok(rules.includes('duplicate-hyperplanes dense2'), rules.join(', '));
    assert.ok(!rules.some((rule) => rule.startsWith('accuracy-lost-outside')), rules.join(', '));
  });

  it('ranks the most extrapolating samples by their distance in the first space', () => {
    const { samples } = report.extrapolation!;
    assert.equal(samples.length, 100);
    samples.forEach((sample, i) => {
      assert.equal(sample.rank, i + 1);
      if (i > 0) assert.ok(sample.scores['input.hull'] <= samples[i - 1].scores['input.hull']);
    });
  });
});

function assertPatterns(actual: PatternStatistics, expected: OraclePatterns, what: string): void {
  assert.equal(actual.distinctPatterns, expected.distinctPatterns, what);
  assert.equal(actual.singletons, expected.singletons, what);
  assertClose(actual.entropyBits, expected.entropyBits, `${what} entropy`);
  assertClose(actual.seenRate!, expected.seenRate, `${what} seen`);
  assertClose(actual.purity!, expected.purity, `${what} purity`);
  assertClose(actual.impureCells!, expected.impureCells, `${what} impure cells`);
}

describe('a diagnosis', () => {
  it('is the same for the same seed, apart from times', async () => {
    const train = { ...digitsRequest.train!, limit: 300 };
    const test = { ...digitsRequest.test!, limit: 60 };
    const request = { ...digitsRequest, train, test, spaces: ['pca:3'], seed: 7 };
    const [first, second] = [
      await diagnose(request, silentProgress),
      await diagnose({ ...request, threads: 1 }, silentProgress),
    ];
    const timeless = (report: Report): string => JSON.stringify({ ...report, timings: null });
    assert.equal(timeless(first), timeless(second));
  });

  it('computes only the parts it is asked for', async () => {
    const report = await diagnose({ ...digitsRequest, parts: ['hyperplanes'] }, silentProgress);
    assert.equal(report.regions, null);
    assert.equal(report.extrapolation, null);
    assert.equal(report.hyperplanes!.layers[2].dead!.count, 8);
    assert.deepEqual(validateReport(report), []);
  });

  it('works on the weights and seeded random inputs when there is no data', async () => {
    const report = await sharedDiagnosis({ model: digitsRequest.model });
    assert.deepEqual(report.hyperplanes!.samples, { set: 'random', count: 1000 });
    assert.equal(report.regions!.set, 'random');
    assert.deepEqual(report.extrapolation, { spaces: [], samples: [] });
    assert.ok(report.findings.some(({ rule }) => rule === 'no-data'));
    assert.deepEqual(validateReport(report), []);
  });

  it('stops when it is cancelled', async () => {
    let calls = 0;
    const progress = {
      report: () => undefined,
      throwIfCancelled: () => {
        if (++calls > 3) throw new CancelledError();
      },
    };
    await assert.rejects(diagnose(digitsRequest, progress), CancelledError);
  });

  it('names the layer it does not have', async () => {
    await assert.rejects(
      diagnose({ ...digitsRequest, spaces: ['layer:head'] }, silentProgress),
      (error) => error instanceof UserError && /"head"/.test(error.message),
    );
  });

  it('lists every layer and the logits for "layers", in graph order', async () => {
    const limit = {
      train: { ...digitsRequest.train!, limit: 50 },
      test: { ...digitsRequest.test!, limit: 5 },
    };
    const report = await diagnose(
      { ...digitsRequest, ...limit, spaces: ['layers'] },
      silentProgress,
    );
    assert.deepEqual(
      report.extrapolation!.spaces.map(({ space }) => space),
      ['layer:conv1', 'layer:conv2', 'layer:dense1', 'layer:dense2', 'logits'],
    );
  });
});
