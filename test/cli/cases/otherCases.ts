import { type CliCase, digits, model } from './cliCase.ts';

/** Everything else. */
export const otherCases: readonly CliCase[] = [
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
    name: 'finds no difference between a model and itself',
    args: ['compare', model, model, '--quiet'],
    exit: 0,
    out: [
      /^Of 400 test samples 0% lie in another region .* 0 are put into another class\.$/m,
      /^All numbers are exact\.$/m,
    ],
  },
  {
    name: 'compares models in order, each with the one before',
    args: ['compare', model, model, model, '--quiet'],
    exit: 0,
    out: [
      /each compared with the one before on 400 test samples\./,
      /digits\.onnx +97%/,
      /^All numbers are exact\.$/m,
    ],
  },
  {
    name: 'prunes nothing where no unit is certified dead',
    args: ['prune', model, '--out', '{tmp}/pruned.onnx', '--quiet'],
    exit: 2,
    err: [/No unit of .*digits\.onnx is certified never to be active/],
  },
  {
    name: 'refuses a folder with fewer than two checkpoints',
    args: ['compare', '{tmp}', '--quiet'],
    files: { 'step1.onnx': '' },
    exit: 2,
    err: [/holds only one \.onnx file; give a folder with two checkpoints or more/],
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
