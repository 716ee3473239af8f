import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { PathJson } from '../../../../src/protocol/path.ts';
import type { SliceJson } from '../../../../src/analysis/exploration/slice/sliceJson.ts';
import { pathCommand } from '../../../../src/cli/commands/path.ts';
import { sliceCommand } from '../../../../src/cli/commands/slice.ts';
import { sharedPath } from '../../../support/sharedData.ts';

const mnist = sharedPath('models', 'mnist-net_256x2.onnx');
const samples = sharedPath('data', 'mnist', 't10k-images-idx3-ubyte.gz');
const random = sharedPath('models', 'random-mlp64x2_s0.onnx');

/** Runs one of the two commands alone; returns what it printed. */
async function run(...argv: string[]): Promise<string> {
  let out = '';
  const params = {
    argv,
    cwd: process.cwd(),
    writeOut: (text: string) => void (out += text),
    writeError: () => undefined,
    terminal: { interactive: false, columns: 100, colour: false },
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  for (const command of [pathCommand, sliceCommand]) {
    program.addCommand(command(params, () => undefined).copyInheritedSettings(program));
  }
  await program.parseAsync(argv, { from: 'user' });
  return out;
}

describe('model-geometry path', () => {
  it('prints JSON with the keys of the report contract', async function () {
    if (mnist === undefined || samples === undefined) return this.skip();
    const data = ['--samples', samples, '--scale', '255'];
    const text = await run('path', mnist, ...data, '--from', '0', '--to', '1', '--json', '-');
    const result = JSON.parse(text) as PathJson;
    assert.equal(result.from, 0);
    assert.equal(result.to, 1);
    assert.equal(result.regions, 88);
    assert.equal(result.breakpoints.length, 87);
    assert.equal(result.layers.length, 87);
    assert.equal(result.classes.length, 88);
    assert.ok(Array.isArray(result.decisionChanges));
  });

  it('prints a summary that names the classes it passes', async function () {
    if (mnist === undefined || samples === undefined) return this.skip();
    const text = await run(
      'path',
      mnist,
      '--samples',
      samples,
      '--scale',
      '255',
      '--from',
      '0',
      '--to',
      '1',
    );
    assert.match(text, /^From sample 0 to sample 1: 88 regions/);
    assert.match(text, /class 7 → .*2, switching at t = 0\.07/);
  });

  it('asks for samples when there are none', async function () {
    if (mnist === undefined) return this.skip();
    await assert.rejects(run('path', mnist, '--from', '0', '--to', '1'), /no samples.*--samples/);
  });
});

describe('model-geometry slice', () => {
  it('counts the regions of a parallelogram and writes JSON and SVG', async function () {
    if (random === undefined) return this.skip();
    const folder = await mkdtemp(join(tmpdir(), 'slice-test-'));
    try {
      const [json, svg] = [join(folder, 'slice.json'), join(folder, 'slice.svg')];
      const window = ['--origin=-1,-1', '--u', '2,0', '--v', '0,2'];
      const text = await run('slice', random, ...window, '--json', json, '--svg', svg);
      assert.match(text, /^5,772 regions in a window of area 4\.00000 \(exact\)/);
      const slice = JSON.parse(await readFile(json, 'utf8')) as SliceJson;
      assert.equal(slice.regions, 5772);
      assert.deepEqual(
        slice.perLayer.map(({ regions }) => regions),
        [1334, 5772],
      );
      // Its only score is above 0 all over the window: class 1 wins everywhere.
      const { length, classArea = [] } = slice.decisionBoundary ?? {};
      assert.equal(length, 0);
      assert.equal(classArea[0], 0);
      assert.ok(Math.abs(classArea[1]! - 4) < 1e-12);
      assert.ok(slice.invariants.shape.holds && slice.invariants.forward?.holds);
      assert.match(await readFile(svg, 'utf8'), /^<svg .*<\/svg>\n$/s);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says when a budget ended it', async function () {
    if (random === undefined) return this.skip();
    const window = ['--origin=-1,-1', '--u', '2,0', '--v', '0,2'];
    const text = await run('slice', random, ...window, '--max-cells', '0');
    assert.match(text, /^1 region .*INCOMPLETE/);
  });

  const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no plane', [], /either --anchors I,J,K or --origin, --u and --v/],
    ['two planes', ['--anchors', '0,1,2', '--origin', '0,0'], /either --anchors/],
    ['parallel sides', ['--origin=-1,-1', '--u', '2,0', '--v', '1,0'], /parallel or zero/],
    [
      'a corner of another length',
      ['--origin', '0', '--u', '2,0', '--v', '0,2'],
      /--origin has 1 numbers, but .* has 2/,
    ],
    ['two anchors', ['--anchors', '0,1'], /three sample indices/],
    ['text for a number', ['--origin', 'a,b'], /Give a number/],
  ];
  for (const [what, options, message] of mistakes) {
    it(`refuses ${what} in one sentence`, async function () {
      if (random === undefined) return this.skip();
      await assert.rejects(run('slice', random, ...options), message);
    });
  }

  it('refuses equal anchors', async function () {
    if (mnist === undefined || samples === undefined) return this.skip();
    const data = ['--samples', samples, '--scale', '255'];
    await assert.rejects(run('slice', mnist, ...data, '--anchors', '4,4,5'), /on one line/);
  });
});
