import { type CliCase, model, test, train } from './cliCase.ts';

/** Comparisons of samples without a model. */
export const sampleCases: readonly CliCase[] = [
  {
    name: 'finds every test digit outside the hull of the training digits, in pixels',
    args: ['hull', '--train', train, '--test', test, '--scale', '16', '--json', '-', '--quiet'],
    exit: 0,
    out: [/"inside": 0,\s+"outside": 400,\s+"undecided": 0/],
  },
  {
    name: 'finds 282 of 400 test digits inside in five principal components',
    args: ['hull', '--train', train, '--test', test, '--scale', '16', '--pca', '5', '--quiet'],
    exit: 0,
    out: [/inside\s+282/, /outside\s+118/, /undecided\s+0/],
  },
  {
    name: 'reads training rows in blocks when they may not be held, with the same verdicts',
    args: [
      ...['hull', '--train', train, '--test', test, '--scale', '16', '--pca', '5', '--quiet'],
      ...['--memory', '0.00001'],
    ],
    exit: 0,
    out: [/inside\s+282/, /outside\s+118/, /undecided\s+0/],
  },
  {
    name: 'ends a hull run after its seconds and counts the rest as undecided',
    args: [
      ...['hull', '--train', train, '--test', test, '--scale', '16', '--distance', '--quiet'],
      ...['--seconds', '0.000001'],
    ],
    exit: 0,
    out: [/undecided\s+400/],
  },
  {
    name: 'goes through the layers of a model and says where data start to interpolate',
    args: [
      ...['sweep', '--train', train, '--test', test, '--scale', '16', '--quiet'],
      ...['--limit-train', '300', '--limit-test', '20', '--layers', model],
    ],
    exit: 0,
    out: [
      /layers of the model/,
      /layer:dense2/,
      /Data start to interpolate at|In no layer/,
      /here/,
    ],
  },
  {
    name: 'needs both sides for a hull',
    args: ['hull', '--train', train],
    exit: 2,
    err: [/--test/],
  },
  {
    name: 'refuses rows of different kinds',
    args: ['hull', '--train', train, '--test', 'test/fixtures/datasets/version1.npy'],
    exit: 2,
    err: [/8×8/],
  },
  {
    name: 'sweeps hull rates over dimension with their Gaussian null',
    args: [
      ...['sweep', '--train', train, '--test', test, '--scale', '16', '--components', '5'],
      ...['--html', '{tmp}/sweep.html', '--charts', '{tmp}/charts', '--csv', '{tmp}/tables'],
      '--quiet',
    ],
    exit: 0,
    out: [/leading principal components/, /0\.705/],
    err: [/Wrote .*sweep\.html/, /Wrote 1 file to .*charts/, /Wrote 2 files to .*tables/],
  },
];
