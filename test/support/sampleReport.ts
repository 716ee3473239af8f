import { findFindings } from '../../src/report/findings/findFindings.ts';
import type {
  ExtrapolationSpace,
  HyperplaneLayer,
  PatternStatistics,
  RegionLayer,
  Report,
} from '../../src/report/report.ts';
import type { Summary } from '../../src/engine/stats/summary.ts';
import { summaryOf, xorshift } from './sampleNumbers.ts';

/** A report as `diagnose` makes it for a small MNIST classifier: every section filled, figures realistic, nothing random but by seed. */
export function sampleReport(): Report {
  const diagnosed = sampleDiagnosis();
  return { ...diagnosed, findings: findFindings(diagnosed) };
}

/** A report of `count` layers of `units` units, for layout and speed. */
export function deepReport(count: number, units: number): Report {
  const base = sampleDiagnosis();
  const names = Array.from(
    { length: count },
    (_, i) => `/backbone/stage${i >> 2}/block${i % 4}/conv/Conv`,
  );
  const diagnosed = {
    ...base,
    hyperplanes: {
      samples: { set: 'test' as const, count: 1000 },
      layers: names.map((name, i) => hyperplaneLayer(name, 'Conv', units, 9 * units, i)),
    },
    regions: {
      ...base.regions!,
      layers: names.map((name, i) => regionLayer(name, 'Relu', units, 1000 - 12 * i, 1000)),
    },
  };
  return { ...diagnosed, findings: findFindings(diagnosed) };
}

function sampleDiagnosis(): Omit<Report, 'findings'> {
  return {
    schemaVersion: 1,
    generator: { name: 'model-geometry', version: '1.0.0' },
    seed: 0,
    model: {
      path: '/home/ana/models/mnist-net_256x2.onnx',
      sha256: '6ca1d51eb04f6d1ba5ba2e0fbcb8b0bf5d8d3a4d0a5bd1e0dfd3d1d83b0a2e5f',
      bytes: 1_080_190,
      producer: 'pytorch 1.8',
      opset: { '': 9 },
      parameters: 269_322,
      inputs: [{ name: '0', type: 'float32', shape: [1, 784, 1] }],
      outputs: [{ name: '12', type: 'float32', shape: [1, 10] }],
      piecewiseLinear: true,
      limits: [],
      batching: 'freed',
    },
    data: {
      train: {
        path: '/home/ana/data/train-images-idx3-ubyte.gz',
        samples: 60_000,
        shape: [28, 28],
        labels: true,
        preprocess: 'x / 255',
        match: '28 × 28 → 1 × 784 × 1, reshaped',
        accuracy: 0.9932,
      },
      test: {
        path: '/home/ana/data/t10k-images-idx3-ubyte.gz',
        samples: 1000,
        shape: [28, 28],
        labels: true,
        preprocess: 'x / 255',
        match: '28 × 28 → 1 × 784 × 1, reshaped',
        accuracy: 0.981,
      },
    },
    hyperplanes: {
      samples: { set: 'train', count: 10_000 },
      layers: [
        hyperplaneLayer('Gemm_2', 'Gemm', 256, 784, 1, 89),
        hyperplaneLayer('Gemm_4', 'Gemm', 256, 256, 2, 77),
        headLayer(),
      ],
    },
    regions: {
      exactness: 'exact',
      set: 'test',
      samples: 1000,
      layers: [
        regionLayer('Relu_3', 'Relu', 256, 942, 970),
        regionLayer('Relu_5', 'Relu', 256, 257, 970),
      ],
      network: { units: 512, ...patterns(970, 0.041, 0.999) },
    },
    extrapolation: {
      spaces: [
        space('input', 784, 717, 0, 5.6),
        space('pca:10', 10, 10, 340, 0.6),
        space('layer:Relu_3', 256, 170, 21, 2.2),
        space('layer:Relu_5', 256, 181, 388, 1.1),
      ],
      samples: Array.from({ length: 100 }, (_, i) => extrapolatingSample(i)),
    },
    timings: {
      totalMs: 8421,
      stages: [
        { stage: 'read data', ms: 611 },
        { stage: 'hyperplanes', ms: 940 },
        { stage: 'regions', ms: 870 },
        { stage: 'hull:input', ms: 4100 },
      ],
    },
  };
}

function hyperplaneLayer(
  layer: string,
  op: string,
  units: number,
  fanIn: number,
  seed: number,
  deadCount = Math.round(units * 0.04 * (seed % 3)),
): HyperplaneLayer {
  const random = xorshift(seed + 1);
  const rates = Array.from({ length: units }, (_, i) => (i < deadCount ? 0 : 0.9 * random() ** 3));
  const norms = Array.from({ length: units }, () => 1.5 + 3 * random());
  const biases = Array.from({ length: units }, () => 0.4 * (random() - 0.6));
  const distances = norms.map((norm, i) => Math.abs(biases[i]) / norm);
  return {
    layer,
    op,
    units,
    fanIn,
    norm: summaryOf(norms),
    bias: summaryOf(biases),
    originDistance: summaryOf(distances),
    cosine: {
      meanAbs: 0.158,
      maxAbs: 0.667,
      pair: [3, Math.min(77, units - 1)],
      nullMeanAbs: 0.0285,
      welchBound: units > fanIn ? Math.sqrt((units - fanIn) / (fanIn * (units - 1))) : 0,
    },
    singularValues: { largest: 7.49, randomEdges: [0.4286, 1.571] },
    orthogonalityPenalty: 2144.7548,
    spectralNorm: 31.04986,
    stableRank: 4.56,
    effectiveRank: 61.3,
    duplicates: [],
    perUnit: { norm: norms, bias: biases, originDistance: distances, activationRate: rates },
    nonlinearity: 'Relu',
    activationRate: summaryOf(rates),
    dead: { count: deadCount, units: Array.from({ length: deadCount }, (_, i) => i) },
    alwaysOn: { count: 0, units: [] },
    boundaryDistance: summaryOf(Array.from({ length: 500 }, () => 0.002 + 0.02 * random() ** 2)),
  };
}

/** The last layer has no nonlinearity, so no activations. */
function headLayer(): HyperplaneLayer {
  const { layer, op, units, fanIn, norm, bias, originDistance, cosine, ...rest } = hyperplaneLayer(
    'Gemm_6',
    'Gemm',
    10,
    256,
    3,
    0,
  );
  const { orthogonalityPenalty, spectralNorm, stableRank, effectiveRank, duplicates } = rest;
  return {
    ...{ layer, op, units, fanIn, norm, bias, originDistance, cosine },
    ...{ orthogonalityPenalty, spectralNorm, stableRank, effectiveRank, duplicates },
    perUnit: { ...rest.perUnit!, activationRate: null },
    nonlinearity: null,
  };
}

function patterns(distinct: number, seenRate: number, purity: number): PatternStatistics {
  return {
    distinctPatterns: distinct,
    singletons: Math.round(distinct * 0.93),
    entropyBits: Math.log2(distinct) * 0.96,
    seenRate,
    purity,
    impureCells: Number(((1 - purity) * 2).toFixed(4)),
  };
}

function regionLayer(
  layer: string,
  op: string,
  units: number,
  distinct: number,
  joint: number,
): RegionLayer {
  return {
    layer,
    op,
    units,
    exactness: 'exact',
    activationRate: 0.0338,
    dead: 89,
    ...patterns(distinct, 1 - distinct / 1050, 0.9 + distinct / 10_500),
    cumulative: patterns(joint, 0.041, 0.999),
  };
}

function space(
  name: string,
  dimension: number,
  effectiveDimension: number,
  inside: number,
  typical: number,
): ExtrapolationSpace {
  const test = 1000;
  const upper = distanceSummary(typical, inside / test);
  return {
    space: name,
    dimension,
    effectiveDimension,
    train: 60_000,
    test,
    hull: {
      inside,
      outside: test - inside,
      undecided: 0,
      insideFraction: inside / test,
      interval: [Math.max(0, inside / test - 0.03), Math.min(1, inside / test + 0.03)],
      duplicates: 0,
      distance: {
        lower: distanceSummary(typical * 0.9993, inside / test),
        upper,
        relativeGap: 0.0009,
      },
    },
    box: {
      inside: Math.min(test, inside + 700),
      fractionOfDimensions: summaryOf(Array.from({ length: 200 }, (_, i) => (i < 40 ? 0.995 : 1))),
    },
    accuracy: { inside: inside === 0 ? null : 0.991, outside: 0.975 },
    errorAuroc: { 'hull.distance': 0.71 },
  };
}

function distanceSummary(typical: number, insideShare: number): Summary {
  const random = xorshift(7);
  return summaryOf(
    Array.from({ length: 400 }, (_, i) =>
      i < 400 * insideShare ? 0 : typical * (0.6 + 0.8 * random()),
    ),
  );
}

function extrapolatingSample(i: number) {
  const input = Number((9.4 - 0.031 * i).toFixed(4));
  return {
    index: (i * 379 + 17) % 1000,
    label: i % 10,
    predicted: i % 7 === 0 ? (i + 3) % 10 : i % 10,
    scores: {
      'input.hull': input,
      'pca:10.hull': Number((input / 9).toFixed(4)),
      'layer:Relu_3.hull': Number((input / 2.5).toFixed(4)),
    },
    rank: i + 1,
  };
}
