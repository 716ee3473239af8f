import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rootFolder } from './folders.ts';

/**
 * Bundles the suite in a folder of the repository to dist-test, one file a test file, and returns the path of the module whose `run`
 * an extension host calls.
 */
export async function bundleSuite(suite: string): Promise<string> {
  const source = join(rootFolder, suite);
  const outdir = join(rootFolder, 'dist-test');
  const tests = (await readdir(source)).filter((name) => name.endsWith('.test.ts'));
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [...tests, 'run.ts'].map((name) => join(source, name)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
  });
  return join(outdir, 'run.cjs');
}
