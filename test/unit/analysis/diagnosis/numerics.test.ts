import { strict as assert } from 'node:assert';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { validateReport } from '../../../../src/report/validateReport.ts';
import { sessionCounts } from '../../../support/sessionCounts.ts';
import { withModelFile } from '../../onnx/runner/modelFile.ts';

/** y = log(relu(30000·(x₁ + x₂))): −∞ where x₁ + x₂ ≤ 0, and beyond float16 inside where the sum exceeds 2.2. */
const logOfSum = {
  nodes: [
    node('MatMul', ['x', 'w'], ['z']),
    node('Relu', ['z'], ['a']),
    node('Log', ['a'], ['l']),
    node('Neg', ['l'], ['y']),
  ],
  inputs: [value('x', 'float32', ['N', 2])],
  outputs: [value('y', 'float32', ['N', 1])],
  initializers: [initializer('w', 'float32', [2, 1], Float32Array.of(30000, 30000))],
};

describe('the numerics of a diagnosis', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'numerics-'));
  });
  after(() => rm(folder, { recursive: true }));

  const diagnosed = async (rows: string) => {
    const samples = join(folder, 'rows.csv');
    await writeFile(samples, rows);
    return withModelFile(logOfSum, (model) =>
      diagnose({ model, test: { samples } }, silentProgress),
    );
  };

  it('names the first node that makes an infinity and the samples that cause it', async () => {
    const report = await diagnosed('1,1\n1,-1\n0.5,1\n-2,1\n');
    assert.deepEqual(validateReport(report), []);
    assert.deepEqual(report.numerics!.nonFinite, { node: 'l', op: 'Log', samples: [1, 3] });
    assert.equal(report.regions, null);
    assert.equal(report.hyperplanes!.samples, null);
    const finding = report.findings.find(({ rule }) => rule === 'non-finite-activations')!;
    assert.equal(finding.severity, 'error');
    assert.match(finding.message, /"l" \(Log\).* 1, 3\./);
  });

  it('says which node a float16 twin could not hold, and by how much', async () => {
    const { numerics, regions } = await diagnosed('1,1\n2,2\n');
    assert.equal(numerics!.nonFinite, null);
    assert.deepEqual(numerics!.largest, { node: 'z', op: 'MatMul', magnitude: 120000 });
    assert.deepEqual(
      numerics!.beyondFloat16.map((each) => each.node),
      ['z', 'a'],
    );
    assert.equal(regions!.samples, 2);
  });

  it('is content with ordinary numbers', async () => {
    const { numerics, findings } = await diagnosed('1,1\n0.5,0.25\n');
    assert.deepEqual(numerics!.beyondFloat16, []);
    assert.ok(!findings.some(({ rule }) => /finite|precision/.test(rule)));
  });

  it('are looked at when no other session holds the model', async () => {
    const samples = join(folder, 'rows.csv');
    await writeFile(samples, '1,1\n2,2\n');
    await withModelFile(logOfSum, async (model) => {
      const { size } = await stat(model);
      const { most, left } = await sessionCounts(size, async () => {
        const request = { model, test: { samples }, parts: ['hyperplanes'] as const };
        const { numerics } = await diagnose(request, silentProgress);
        assert.equal(numerics!.largest!.magnitude, 120000);
      });
      assert.deepEqual({ most, left }, { most: 1, left: 0 });
    });
  });

  it('says that the data are to blame when they are', async () => {
    await assert.rejects(diagnosed('1,1\nnan,1\n'), /row|Row/);
  });
});
