import { strict as assert } from 'node:assert';
import { ruleNamed } from '../../../../src/report/findings/rules.ts';
import type {
  DataSection,
  ExtrapolationSpace,
  HyperplaneLayer,
  RegionLayer,
  Report,
} from '../../../../src/report/report.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

const base = sampleReport();

function values(rule: string, report: Report): readonly (readonly [string | null, number])[] {
  return ruleNamed(rule)
    .measure(report)
    .map(({ layer, value }) => [layer, value]);
}

function withLayer(change: Partial<HyperplaneLayer>): Report {
  const layer = { ...base.hyperplanes!.layers[0], layer: 'fc', ...change };
  return { ...base, hyperplanes: { ...base.hyperplanes!, layers: [layer] } };
}

function withRegion(change: Partial<RegionLayer>, samples = 1000): Report {
  const layer = { ...base.regions!.layers[0], layer: 'relu', ...change };
  return { ...base, regions: { ...base.regions!, samples, layers: [layer] } };
}

function withInput(change: Partial<ExtrapolationSpace>): Report {
  const space = { ...base.extrapolation!.spaces[0], ...change };
  return { ...base, extrapolation: { ...base.extrapolation!, spaces: [space] } };
}

function withTest(change: Partial<DataSection>): Report {
  return { ...base, data: { train: null, test: { ...base.data.test!, ...change } } };
}

const hull = base.extrapolation!.spaces[0].hull;

describe('the rules on units', () => {
  it('dead-units divides by the units of the layer, and asks only where inactive means silent', () => {
    const dead = { count: 50, units: [] };
    assert.deepEqual(values('dead-units', withLayer({ units: 200, dead })), [['fc', 0.25]]);
    for (const nonlinearity of ['Sigmoid', 'LeakyRelu', 'Gelu', null]) {
      assert.deepEqual(values('dead-units', withLayer({ units: 200, dead, nonlinearity })), []);
    }
  });

  it('always-on-units divides by the units of the layer', () => {
    const report = withLayer({ units: 8, alwaysOn: { count: 2, units: [0, 1] } });
    assert.deepEqual(values('always-on-units', report), [['fc', 0.25]]);
    const leaky = withLayer({ ...report.hyperplanes!.layers[0], nonlinearity: 'LeakyRelu' });
    assert.deepEqual(values('always-on-units', leaky), [['fc', 0.25]]);
    const smooth = withLayer({ ...report.hyperplanes!.layers[0], nonlinearity: 'Tanh' });
    assert.deepEqual(values('always-on-units', smooth), []);
  });

  it('duplicate-hyperplanes counts pairs and names one', () => {
    const report = withLayer({
      duplicates: [
        [3, 77],
        [5, 6],
      ],
    });
    assert.deepEqual(values('duplicate-hyperplanes', report), [['fc', 2]]);
    assert.match(ruleNamed('duplicate-hyperplanes').measure(report)[0].message, /units 3 and 77/);
  });

  it('near-parallel-hyperplanes leaves out duplicates and layers of few inputs', () => {
    const cosine = { meanAbs: 0.2, maxAbs: 0.999, pair: [3, 77], nullMeanAbs: 0.03 } as const;
    const rule = 'near-parallel-hyperplanes';
    assert.deepEqual(values(rule, withLayer({ cosine })), [['fc', 0.999]]);
    assert.deepEqual(values(rule, withLayer({ cosine, duplicates: [[3, 77]] })), []);
    assert.deepEqual(values(rule, withLayer({ cosine, fanIn: 5 })), []);
  });

  it('collapsed-layer compares the effective rank with the largest one possible', () => {
    const report = withLayer({ units: 256, fanIn: 100, effectiveRank: 5 });
    assert.deepEqual(values('collapsed-layer', report), [['fc', 0.95]]);
    assert.deepEqual(values('collapsed-layer', withLayer({ units: 2, effectiveRank: 1 })), []);
  });
});

describe('the rules on regions', () => {
  it('few-patterns is 1 for a single pattern and 0 where every sample has its own', () => {
    const one = withRegion({ units: 64, distinctPatterns: 1, entropyBits: 0 });
    assert.deepEqual(values('few-patterns', one), [['relu', 1]]);
    const own = withRegion({ units: 64, distinctPatterns: 1024, entropyBits: 10 }, 1024);
    assert.deepEqual(values('few-patterns', own), [['relu', 0]]);
    // Two units have at most two bits, however many samples there are.
    const narrow = withRegion({ units: 2, distinctPatterns: 4, entropyBits: 1 });
    assert.deepEqual(values('few-patterns', narrow), [['relu', 0.5]]);
  });

  it('near-decision-boundary is the share of samples with a boundary point nearby, where near is known', () => {
    const summary = { ...base.hyperplanes!.layers[0].norm };
    const distance = { samples: 200, found: 190, lower: summary, upper: summary, exactShare: 0 };
    const near = { radius: 0.5, radiusOverNearest: 0.1, share: 0.25 };
    const report = (decisionDistance: typeof distance & { near: typeof near | null }): Report => ({
      ...base,
      regions: { ...base.regions!, decisionDistance },
    });
    assert.deepEqual(values('near-decision-boundary', report({ ...distance, near })), [
      [null, 0.25],
    ]);
    assert.deepEqual(values('near-decision-boundary', report({ ...distance, near: null })), []);
    assert.deepEqual(values('near-decision-boundary', base), []);
  });

  it('saturated-regions divides the patterns of the network by the samples', () => {
    assert.deepEqual(values('saturated-regions', base), [[null, 0.97]]);
  });

  it('unseen-patterns speaks only of layers coarse enough for a pattern to repeat', () => {
    const coarse = withRegion({ distinctPatterns: 100, seenRate: 0.75 });
    assert.deepEqual(values('unseen-patterns', coarse), [['relu', 0.25]]);
    assert.deepEqual(values('unseen-patterns', withRegion({ distinctPatterns: 900 })), []);
    assert.deepEqual(values('unseen-patterns', withRegion({ seenRate: null })), []);
  });

  it('no-data fires when random inputs stood in for data', () => {
    assert.deepEqual(values('no-data', base), [[null, 0]]);
    const random = { ...base, regions: { ...base.regions!, set: 'random' as const } };
    assert.deepEqual(values('no-data', random), [[null, 1]]);
  });

  it('not-piecewise-linear counts the places and names the operators', () => {
    assert.deepEqual(values('not-piecewise-linear', base), [[null, 0]]);
    const limits = ['a', 'b'].map((node) => ({ op: 'Sigmoid', node, effect: 'heuristic' }));
    const smooth = { ...base, model: { ...base.model, piecewiseLinear: false, limits } };
    assert.deepEqual(values('not-piecewise-linear', smooth), [[null, 2]]);
    assert.match(
      ruleNamed('not-piecewise-linear').measure(smooth)[0].message,
      /2 places: Sigmoid\)/,
    );
  });
});

describe('the rules on extrapolation', () => {
  it('outside-hull and undecided-verdicts are shares of the test samples', () => {
    const report = withInput({
      test: 200,
      hull: { ...hull, inside: 50, outside: 140, undecided: 10 },
    });
    assert.deepEqual(values('outside-hull', report), [['input', 0.7]]);
    assert.deepEqual(values('undecided-verdicts', report), [['input', 0.05]]);
  });

  it('accuracy-lost-outside needs enough samples on both sides', () => {
    const accuracy = { inside: 1, outside: 0.75 };
    const enough = { ...hull, inside: 500, outside: 500 };
    const few = { ...hull, inside: 3, outside: 997 };
    const rule = 'accuracy-lost-outside';
    assert.deepEqual(values(rule, withInput({ accuracy, hull: enough })), [['input', 0.25]]);
    assert.deepEqual(values(rule, withInput({ accuracy, hull: few })), []);
    const oneSide = { inside: null, outside: 0.75 };
    assert.deepEqual(values(rule, withInput({ accuracy: oneSide, hull: enough })), []);
  });

  it('test-range ignores what chance explains with few training rows', () => {
    const inRange = (mean: number, train: number) => {
      const box = base.extrapolation!.spaces[0].box;
      const fractionOfDimensions = { ...box.fractionOfDimensions, mean };
      return withInput({ train, box: { ...box, fractionOfDimensions } });
    };
    assert.deepEqual(values('test-range', inRange(0.75, 60_000)), [['input', 0.25]]);
    // 2/(N+1) of fresh values leave the range of N = 19 others: 10%.
    assert.deepEqual(values('test-range', inRange(0.85, 19)), []);
  });

  it('shifted-test-samples ignores what chance explains', () => {
    const summary = base.extrapolation!.spaces[0].box.fractionOfDimensions;
    const rejected = (rejectedAt5Percent: number, heldOut: number) =>
      withInput({
        test: 400,
        calibration: {
          score: 'hull.distance',
          heldOut,
          rows: [],
          inside: 0,
          distance: summary,
          pValue: summary,
          rejectedAt5Percent,
        },
      });
    assert.deepEqual(values('shifted-test-samples', rejected(0.4, 300)), [['input', 0.4]]);
    assert.deepEqual(values('shifted-test-samples', rejected(0.08, 300)), []);
    // Nineteen held-out samples cannot tell 0.15 from 0.05.
    assert.deepEqual(values('shifted-test-samples', rejected(0.15, 19)), []);
    assert.deepEqual(values('shifted-test-samples', base), []);
  });

  it('duplicate-test-rows looks at the input space only', () => {
    const duplicated = { hull: { ...hull, duplicates: 20 } };
    assert.deepEqual(values('duplicate-test-rows', withInput(duplicated)), [['input', 0.02]]);
    const inLayer = withInput({ ...duplicated, space: 'layer:x' });
    assert.deepEqual(values('duplicate-test-rows', inLayer), []);
  });

  it('chance-accuracy is 1 for a guess among the classes and 0 for a perfect model', () => {
    assert.deepEqual(values('chance-accuracy', withTest({ accuracy: 0.1 })), [[null, 1]]);
    assert.deepEqual(values('chance-accuracy', withTest({ accuracy: 1 })), [[null, 0]]);
    const { path, samples, shape, preprocess, match } = base.data.test!;
    const unlabelled = { path, samples, shape, preprocess, match, labels: false };
    const report = { ...base, data: { train: null, test: unlabelled } };
    assert.deepEqual(values('chance-accuracy', report), []);
    const outputs = [{ name: 'y', type: 'float32', shape: ['N', 1] }];
    const regression = { ...base, model: { ...base.model, outputs } };
    assert.deepEqual(values('chance-accuracy', regression), []);
  });

  it('chance-accuracy counts the classes of the scores where a label stands before them', () => {
    const outputs = [
      { name: 'label', type: 'int64', shape: ['N'] },
      { name: 'scores', type: 'float32', shape: ['N', 3] },
    ];
    const classical = { ...withTest({ accuracy: 1 / 3 }), model: { ...base.model, outputs } };
    assert.deepEqual(values('chance-accuracy', classical), [[null, 1]]);
  });
});
