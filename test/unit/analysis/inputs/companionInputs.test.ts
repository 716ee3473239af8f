import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { analyseHull } from '../../../../src/analysis/hull.ts';
import { sweep } from '../../../../src/analysis/sweep/sweep.ts';
import { verifyFile } from '../../../../src/analysis/verify/verifyFile.ts';
import { withRegionSubject } from '../../../../src/analysis/exploration/path/pathSubject.ts';
import { OpenSubjects } from '../../../../src/analysis/exploration/openSubjects.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import type { DiagnoseRequest } from '../../../../src/protocol/analysis.ts';
import { npyHeader } from '../../../support/npyHeader.ts';

type Named = (name: string) => string;

// y = relu(x · w + extra), x of 3 numbers and extra of 4.
const model = resolve('test/fixtures/onnx/two-float-inputs.onnx');

describe('files for further inputs', () => {
  let folder: string;
  const file = (name: string) => join(folder, name);
  const rows = 40;
  const x = normals(rows * 3, 1);
  const extra = normals(rows * 4, 2);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'further-inputs-'));
    await writeNpy('x.npy', [rows, 3], x);
    await writeNpy('extra.npy', [rows, 4], extra);
    await writeNpy('half.npy', [rows / 2, 4], extra.subarray(0, rows * 2));
    await writeNpy('row.npy', [1, 4], extra.subarray(0, 4));
    await writeNpy('wide.npy', [rows, 5], normals(rows * 5, 3));
  });
  after(() => rm(folder, { recursive: true }));

  async function writeNpy(name: string, shape: readonly number[], data: Float32Array) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    await writeFile(file(name), [npyHeader(shape), bytes]);
  }

  const report = (change: Partial<DiagnoseRequest>) =>
    diagnose(
      { model, train: { samples: file('x.npy') }, parts: ['hyperplanes'], ...change },
      silentProgress,
    );
  const rateOf = async (change: Partial<DiagnoseRequest>): Promise<number> => {
    const { hyperplanes } = await report(change);
    const [rates] = hyperplanes!.layers.map(({ perUnit }) => perUnit!.activationRate!);
    return rates!.reduce((sum, rate) => sum + rate, 0) / rates!.length;
  };

  /** Share of active units by plain arithmetic; `row` says which row of `extra` goes with a sample. */
  async function expectedRate(row: (sample: number) => number): Promise<number> {
    const opened = await openModel(model);
    const w = await opened.readTensor(opened.graph.initializers.get('w')!);
    await opened.close();
    let active = 0;
    for (let sample = 0; sample < rows; sample++) {
      for (let unit = 0; unit < 4; unit++) {
        let z = extra[row(sample) * 4 + unit]!;
        for (let k = 0; k < 3; k++) z += x[sample * 3 + k]! * w[k * 4 + unit]!;
        if (z > 0) active++;
      }
    }
    return active / (4 * rows);
  }

  it('are read in step with the samples', async () => {
    const expected = await expectedRate((sample) => sample);
    assertClose(await rateOf({ set: { extra: file('extra.npy') } }), expected);
    const ofSet = { samples: file('x.npy'), set: { extra: file('extra.npy') } };
    assertClose(await rateOf({ train: ofSet }), expected);
  });

  it('hold the input at their row when they have one', async () => {
    const expected = await expectedRate(() => 0);
    assertClose(await rateOf({ set: { extra: file('row.npy') } }), expected);
    const ofSet = { samples: file('x.npy'), set: { extra: file('row.npy') } };
    assertClose(await rateOf({ train: ofSet }), expected);
  });

  it('make one space of all inputs, which the report says', async () => {
    const { model: section, extrapolation } = await report({
      test: { samples: file('x.npy'), limit: 10 },
      set: { extra: file('extra.npy') },
      parts: ['extrapolation'],
      spaces: ['input'],
    });
    assert.match(section.limits.map(({ effect }) => effect).join('\n'), /"x" \(3 .*"extra" \(4 /);
    const [space] = extrapolation!.spaces;
    assert.equal(space!.dimension, 7);
    assert.equal(space!.hull.inside, 10);
  });

  it('give exact regions in the space of all inputs', async () => {
    const request = {
      model,
      samples: { samples: file('x.npy') },
      set: { extra: file('extra.npy') },
    };
    await withRegionSubject(request, async ({ network, sample }) => {
      assert.equal(network.inputLength, 7);
      assert.deepEqual([...(await sample(2))], [...x.subarray(6, 9), ...extra.subarray(8, 12)]);
    });
  });

  it('are opened anew by a look around once they have changed', async () => {
    const changing = { samples: { samples: file('x.npy') }, set: { extra: file('changing.npy') } };
    const open = new OpenSubjects();
    await writeNpy('changing.npy', [rows, 4], extra);
    const before = await open.coded({ model, ...changing });
    assert.equal(await open.coded({ model, ...changing }), before);
    await writeNpy('changing.npy', [1, 4], extra.subarray(0, 4));
    const after = await open.coded({ model, ...changing });
    assert.notEqual(after, before);
    await before.close();
    await after.close();
  });

  const certifiedCases: readonly (readonly [string, (file: Named) => Partial<DiagnoseRequest>])[] =
    [
      ['read in step', (named) => ({ set: { extra: named('extra.npy') } })],
      [
        'one of each set',
        (named) => ({
          train: { samples: named('x.npy'), set: { extra: named('extra.npy') } },
          test: { samples: named('x.npy'), limit: 5, set: { extra: named('row.npy') } },
        }),
      ],
      ['held at a row', (named) => ({ set: { extra: named('row.npy') } })],
      ['held at a number', () => ({ set: { extra: 0.25 } })],
    ];
  for (const [what, change] of certifiedCases) {
    it(`are named by certificates, which hold when checked anew: ${what}`, async () => {
      const certificates = file('certificates.json');
      await report({
        test: { samples: file('x.npy'), limit: 5 },
        parts: ['extrapolation'],
        spaces: ['input', 'pca:2', 'logits'],
        certificates,
        ...change(file),
      });
      const { holds, message } = await verifyFile(certificates, silentProgress);
      assert.ok(holds, message);
    });
  }

  it('are missed by a check once they have changed', async () => {
    const certificates = file('certificates.json');
    const changing = file('changing.npy');
    for (const inStep of [true, false]) {
      await writeNpy(
        'changing.npy',
        inStep ? [rows, 4] : [1, 4],
        extra.slice(0, inStep ? rows * 4 : 4),
      );
      await report({
        test: { samples: file('x.npy'), limit: 5 },
        set: { extra: changing },
        parts: ['extrapolation'],
        spaces: ['logits'],
        certificates,
      });
      await writeNpy(
        'changing.npy',
        inStep ? [rows, 4] : [1, 4],
        normals(inStep ? rows * 4 : 4, 9),
      );
      await assert.rejects(verifyFile(certificates, silentProgress), {
        name: 'UserError',
        message: /changing\.npy has changed since/,
      });
    }
  });

  it('stand behind the rows of a hull without a model, and in its certificates', async () => {
    const certificates = file('certificates.json');
    const side = { samples: file('x.npy'), set: { extra: file('extra.npy') } };
    const request = { train: side, preprocess: {}, distance: true, certificates };
    const same = await analyseHull({ ...request, test: side }, silentProgress);
    assert.deepEqual([same.dimension, same.hull.inside], [7, rows]);
    const other = { samples: file('x.npy'), set: { extra: file('row.npy') } };
    const apart = await analyseHull({ ...request, test: other }, silentProgress);
    assert.ok(apart.hull.outside > rows / 2, `${apart.hull.outside} outside`);
    const { holds, message } = await verifyFile(certificates, silentProgress);
    assert.ok(holds, message);
  });

  it('go through the layers of a sweep, which says how inputs were fed', async () => {
    const side = { samples: file('x.npy') };
    const request = { train: side, test: side, preprocess: {}, layers: model };
    const joined = await sweep({ ...request, set: { extra: file('extra.npy') } }, silentProgress);
    const [curve] = joined.curves;
    assert.deepEqual([curve!.kind, curve!.points[0]!.dimension], ['layer', 7]);
    assert.match(joined.notes!.join('\n'), /one space of 7 dimensions/);
    const held = await sweep({ ...request, set: { extra: 0.5 } }, silentProgress);
    assert.equal(held.curves[0]!.points[0]!.dimension, 3);
    assert.match(held.notes!.join('\n'), /"extra" was held at 0\.5/);
  });

  const refusals: readonly (readonly [string, Partial<DiagnoseRequest>, RegExp])[] = [
    [
      'another number of rows',
      { set: { extra: 'half.npy' } },
      /half\.npy has 20 rows.*"extra".*40 samples/,
    ],
    [
      'another shape',
      { set: { extra: 'wide.npy' } },
      /Input "extra":.*wide\.npy.* is 5 but .* takes 4/,
    ],
    ['an input that is not there', { set: { mask: 'extra.npy' } }, /no input "mask".*"extra"/],
    ['a file that is not there', { set: { extra: 'none.npy' } }, /none\.npy/],
  ];
  for (const [what, change, message] of refusals) {
    it(`refuse ${what} in one sentence`, async () => {
      const set = Object.fromEntries(
        Object.entries(change.set!).map(([name, value]) => [name, file(String(value))]),
      );
      await assert.rejects(report({ ...change, set }), { name: 'UserError', message });
    });
  }

  it('refuse a set without a file, and rows without samples', async () => {
    const set = { extra: file('extra.npy') };
    const train = { samples: file('x.npy'), set };
    await assert.rejects(report({ train, test: { samples: file('x.npy') } }), {
      message: /Nothing is said of the input "extra"/,
    });
    await assert.rejects(diagnose({ model, set }, silentProgress), { message: /there are none/ });
  });
});

function normals(length: number, seed: number): Float32Array {
  const rng = randomGenerator(seed);
  return Float32Array.from({ length }, () => rng.normal());
}

/** Equal but for the order of a short sum in float64. */
function assertClose(value: number, expected: number): void {
  assert.ok(Math.abs(value - expected) < 1e-12, `${value} instead of ${expected}`);
}
