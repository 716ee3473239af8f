import { readFileSync } from 'node:fs';

/** One row of the command line's table: what is typed, what must come out. `{tmp}` is a fresh folder. */
export interface CliCase {
  readonly name: string;
  readonly args: readonly string[];
  readonly exit: 0 | 1 | 2;
  /** Every pattern must be found in stdout. */
  readonly out?: readonly RegExp[];
  /** Every pattern must be found in stderr. */
  readonly err?: readonly RegExp[];
  /** Files made in the fresh folder first. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

const digits = 'media/samples/digits';
const model = `${digits}/digits.onnx`;
const train = `${digits}/train.npz#images`;
const test = `${digits}/test.npz#images`;
const fixtures = 'test/fixtures/onnx';

export const cases: readonly CliCase[] = [
  {
    name: 'tells its version',
    args: ['--version'],
    exit: 0,
    out: [/^\d+\.\d+\.\d+/],
  },
  {
    name: 'lists its commands in the help',
    args: ['--help'],
    exit: 0,
    out: [/diagnose/, /hull/, /data/, /verify/],
  },
  {
    name: 'refuses an unknown command',
    args: ['improve', model],
    exit: 2,
    err: [/unknown command 'improve'/],
  },
  {
    name: 'describes an npz file from its headers',
    args: ['data', `${digits}/test.npz`],
    exit: 0,
    out: [/images\s+400 × 8 × 8\s+uint8/, /labels\s+400\s+uint8/],
  },
  {
    name: 'inspects a model without running it, layer by layer',
    args: ['inspect', model],
    exit: 0,
    out: [/14 nodes: 4 Relu/, /dense1\s+Gemm → Relu\s+64 × 128/],
  },
  {
    name: 'names a data file that is missing',
    args: ['data', 'nowhere.npz'],
    exit: 2,
    err: [/nowhere\.npz/],
  },
  {
    name: 'diagnoses the sample with the settings beside it, findings first',
    args: ['diagnose', model, '--quiet'],
    exit: 0,
    out: [/8 of 64 units \(12\.5\s?%\) of layer "dense1"/, /dense2/],
  },
  {
    name: 'prints nothing but JSON to stdout with --json -',
    args: ['diagnose', model, '--json', '-', '--spaces', 'input', '--limit-test', '20'],
    exit: 0,
    out: [/^\{\n {2}"schemaVersion": 1,/, /\}\n$/],
    err: [/Opening the data/, /Reading weights/],
  },
  {
    name: 'exits 1 and says why when a rule of --fail-on fires',
    args: ['diagnose', model, '--quiet', '--spaces', 'input', '--fail-on', 'dead-units>0.1'],
    exit: 1,
    err: [/dead-units: 8 of 64/],
  },
  {
    name: 'exits 0 when the value of --fail-on is not exceeded',
    args: ['diagnose', model, '--quiet', '--spaces', 'input', '--fail-on', 'dead-units>0.2'],
    exit: 0,
  },
  {
    name: 'lists the rules when --fail-on names none of them',
    args: ['diagnose', model, '--fail-on', 'ugly-units'],
    exit: 2,
    err: [/ugly-units/, /dead-units/],
  },
  {
    name: 'diagnoses a model without data on seeded random inputs and says so',
    args: ['diagnose', `${fixtures}/spec-N33.onnx`, '--quiet'],
    exit: 0,
    out: [/random/],
  },
  {
    name: 'marks regions of smooth activations as heuristic',
    args: ['diagnose', `${fixtures}/smooth-units.onnx`, '--quiet'],
    exit: 0,
    out: [/heuristic/],
  },
  {
    name: 'names a missing model',
    args: ['diagnose', 'nowhere.onnx'],
    exit: 2,
    err: [/nowhere\.onnx/],
  },
  {
    name: 'refuses an empty model',
    args: ['diagnose', '{tmp}/empty.onnx'],
    files: { 'empty.onnx': '' },
    exit: 2,
    err: [/empty\.onnx/],
  },
  {
    name: 'refuses a file that is no ONNX model',
    args: ['diagnose', '{tmp}/text.onnx'],
    files: { 'text.onnx': 'this is not a model, it only has the name of one\n' },
    exit: 2,
    err: [/text\.onnx/],
  },
  {
    name: 'refuses a truncated model',
    args: ['diagnose', '{tmp}/cut.onnx'],
    files: { 'cut.onnx': readFileSync(model).subarray(0, 30_000) },
    exit: 2,
    err: [/cut\.onnx/, /beyond its end/],
  },
  {
    name: 'refuses a folder',
    args: ['diagnose', '{tmp}'],
    exit: 2,
    err: [/is not a file/],
  },
  {
    name: 'refuses weights outside the folder of the model',
    args: ['diagnose', `${fixtures}/external-escape.onnx`],
    exit: 2,
    err: [/\.\.\/escape\.bin/],
  },
  {
    name: 'refuses data that are no plain numbers',
    args: ['diagnose', model, '--train', `${fixtures}/../datasets/complex.npy`],
    exit: 2,
    err: [/complex\.npy/, /<c16/],
  },
  {
    name: 'says before a run that its result could not be written',
    args: ['diagnose', model, '--json', '{tmp}/missing/report.json'],
    exit: 2,
    err: [/^model-geometry: Cannot write .*report\.json/],
  },
  {
    name: 'refuses labels without samples',
    args: ['diagnose', model, '--train-labels', `${digits}/train.npz#labels`],
    exit: 2,
    err: [/add --train/],
  },
  {
    name: 'describes the weights of a model that ONNX Runtime cannot run',
    args: ['diagnose', `${fixtures}/custom-operator.onnx`, '--quiet'],
    exit: 0,
    out: [/dense\s+Gemm/, /only its weights are described.*acme:Wobble/is],
  },
  {
    name: 'analyses the part of a model between two tensors',
    args: [
      'diagnose',
      `${fixtures}/matmul-add-orders.onnx`,
      '--from',
      'a1',
      '--to',
      'a3',
      '--quiet',
    ],
    exit: 0,
    out: [/second\s+MatMul/, /local to the space of "a1"/],
  },
  {
    name: 'holds a further input at the value of --set',
    args: [
      'diagnose',
      `${fixtures}/two-float-inputs.onnx`,
      '--input',
      'x',
      '--set',
      'extra=1',
      '--quiet',
    ],
    exit: 0,
    out: [/"extra" was held at 1/],
  },
  {
    name: 'asks for a number after the name in --set',
    args: ['diagnose', `${fixtures}/two-float-inputs.onnx`, '--set', 'extra'],
    exit: 2,
    err: [/NAME=NUMBER/],
  },
  {
    name: 'names the node and tensor of a NaN weight',
    args: ['diagnose', `${fixtures}/nan-weight.onnx`],
    exit: 2,
    err: [/NaN/],
  },
  {
    name: 'says that a model has no float input',
    args: ['diagnose', `${fixtures}/no-float-input.onnx`],
    exit: 2,
    err: [/no-float-input\.onnx/],
  },
  {
    name: 'asks for --input when a model has several',
    args: ['diagnose', `${fixtures}/two-float-inputs.onnx`],
    exit: 2,
    err: [/inputs/],
  },
  {
    name: 'says both shapes when the data do not fit the model',
    args: ['diagnose', model, '--train', `${fixtures}/../datasets/version1.npy`],
    exit: 2,
    err: [/version1\.npy/, /8×8/],
  },
  {
    name: 'counts labels against samples',
    args: [
      'diagnose',
      model,
      '--train',
      train,
      '--train-labels',
      `${digits}/test.npz#labels`,
      '--scale',
      '16',
    ],
    exit: 2,
    err: [/400 labels/, /1397 rows/],
  },
  {
    name: 'lists the arrays of an npz file that lacks the one named',
    args: ['diagnose', model, '--train', `${digits}/train.npz#pictures`],
    exit: 2,
    err: [/pictures/, /images/],
  },
  {
    name: 'names the row and column of text in a CSV file',
    args: ['diagnose', 'media/samples/wine/wine.onnx', '--train', '{tmp}/text.csv'],
    files: { 'text.csv': 'a,b,c\n1,2,3\n4,five,6\n' },
    exit: 2,
    err: [/text\.csv/, /five/],
  },
  {
    name: 'names an unknown key of model-geometry.json',
    args: ['diagnose', model, '--config', '{tmp}/model-geometry.json'],
    files: { 'model-geometry.json': '{ "models": { "digits.onnx": { "trian": {} } } }' },
    exit: 2,
    err: [/model-geometry\.json/, /trian/],
  },
  {
    name: 'lists the layers when --spaces names none of them',
    args: ['diagnose', model, '--spaces', 'layer:dense9'],
    exit: 2,
    err: [/dense9/, /dense1/],
  },
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
    name: 'follows the line between two samples exactly',
    args: [
      'path',
      model,
      '--samples',
      test,
      '--scale',
      '16',
      '--from',
      '0',
      '--to',
      '1',
      '--quiet',
    ],
    exit: 0,
    out: [/426 regions over a length of 3\.423\d* \(exact\)/, /class 7 → 4/],
  },
  {
    name: 'gives the partition of a plane window as JSON, areas adding up',
    args: [
      'slice',
      `${fixtures}/spec-N33.onnx`,
      '--origin=-4,-4',
      '--u',
      '8,0',
      '--v',
      '0,8',
      '--json',
      '-',
      '--quiet',
    ],
    exit: 0,
    out: [/"regions":24,/, /"area":64(\.0*)?,/],
  },
  {
    name: 'sweeps hull rates over dimension with their Gaussian null',
    args: [
      'sweep',
      '--train',
      train,
      '--test',
      test,
      '--scale',
      '16',
      '--components',
      '5',
      '--quiet',
    ],
    exit: 0,
    out: [/leading principal components/, /0\.705/],
  },
  {
    name: 'finds no difference between a model and itself',
    args: ['compare', model, model, '--quiet'],
    exit: 0,
    out: [/^Of 400 test samples 0% lie in another region .* 0 are put into another class\.$/m],
  },
  {
    name: 'says how many Gaussian samples ten dimensions need',
    args: ['calculate', '--dimension', '10'],
    exit: 0,
    out: [/3,934/],
  },
  {
    name: 'refuses to verify what only looks like a report',
    args: ['verify', '{tmp}/report.json'],
    files: { 'report.json': '{ "schemaVersion": 1, "findings": [] }' },
    exit: 2,
    err: [/report\.json is not a valid report/],
  },
  {
    name: 'refuses to verify what is not JSON',
    args: ['verify', '{tmp}/notes.txt'],
    files: { 'notes.txt': 'weights and residuals' },
    exit: 2,
    err: [/notes\.txt is not JSON/],
  },
];
