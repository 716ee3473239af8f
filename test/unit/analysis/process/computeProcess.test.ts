import { build } from 'esbuild';
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forkedChannel } from '../../../../src/analysis/process/forkedChannel.ts';
import { AnalysisSession } from '../../../../src/analysis/process/session.ts';
import { UserError } from '../../../../src/analysis/process/sessionErrors.ts';
import { isAlive, waitUntil } from '../../../support/processes.ts';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));

describe('the compute process', () => {
  let folder: string;
  const program = (name: string): string => join(folder, `${name}.mjs`);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'model-geometry-'));
    // Bundled like the product: threads do not see tsx.
    await build({
      entryPoints: [join(fixtures, 'slowCompute.ts'), join(fixtures, 'forkingHost.ts')],
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('answers over its line to the host', async () => {
    const session = new AnalysisSession(() => forkedChannel(program('slowCompute')));
    try {
      await assert.rejects(session.request('diagnose', { model: 'm.onnx' }), (error) => {
        assert.ok(error instanceof UserError);
        assert.equal(error.message, 'There is no such model.');
        return true;
      });
    } finally {
      session.dispose();
    }
  });

  for (const way of ['exit', 'SIGKILL'] as const) {
    it(`is not left behind, even in the middle of a native run, when its host ends by ${way}`, async () => {
      const host = spawn(process.execPath, [program('forkingHost'), program('slowCompute')], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const [output] = (await once(host.stdout, 'data')) as [Buffer];
      const pid = Number(output.toString());
      assert.ok(isAlive(pid));
      if (way === 'SIGKILL') host.kill('SIGKILL');
      else host.stdin.end('exit');
      await waitUntil(() => !isAlive(pid));
    });
  }

  it('refuses to be started by hand', async () => {
    const child = spawn(process.execPath, [program('slowCompute')], { stdio: 'pipe' });
    let errors = '';
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
    const [code] = (await once(child, 'close')) as [number];
    assert.notEqual(code, 0);
    assert.match(errors, /started by Model Geometry, not by hand/);
  });
});
