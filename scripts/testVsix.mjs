// npm run test:vsix [-- [--newest] FILE …]: packs the VSIX of this machine and takes the journeys of test/e2e (or those files) with it
// installed in VS Code, far from node_modules: what the package leaves out is missing here and nowhere else. With
// --newest in the newest VS Code that could be had, else in the oldest that is supported.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const line = process.argv.slice(2);
const chosen = line.filter((word) => word !== '--newest');
const edition = line.includes('--newest') ? 'newest' : 'oldest';
const files = chosen.length > 0 ? chosen : ['test/e2e/**/*.test.ts'];
const vsix = resolve('dist-vsix', `model-geometry-${process.platform}-${process.arch}.vsix`);

run('scripts/package.mjs');
run('node_modules/mocha/bin/mocha.js', '--timeout', '500000', '--retries', '1', ...files);

function run(...words) {
  const env = { ...process.env, MODEL_GEOMETRY_VSIX: vsix, MODEL_GEOMETRY_VSCODE: edition };
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
