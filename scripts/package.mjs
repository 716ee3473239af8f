// npm run package [-- TARGET …]: builds one VSIX a target into dist-vsix/, each with that target's native library only.
// Targets are VS Code's: linux-x64, linux-arm64, darwin-arm64, win32-x64. Default: this machine's.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';

const here = `${process.platform}-${process.arch}`;
const targets = process.argv.length > 2 ? process.argv.slice(2) : [here];
const run = (file, ...args) =>
  execFileSync(process.execPath, [file, ...args], { stdio: 'inherit' });

mkdirSync('dist-vsix', { recursive: true });
run('esbuild.mjs', '--vsix');
for (const target of targets) {
  run('scripts/vendorRuntime.mjs', '--packed', target);
  const out = `dist-vsix/model-geometry-${target}.vsix`;
  // The project has no public repository yet, so links in the README stay as they are.
  const links = ['--allow-missing-repository', '--no-rewrite-relative-links'];
  const options = ['--target', target, '--no-dependencies', ...links, '--out', out];
  run('node_modules/@vscode/vsce/vsce', 'package', ...options);
}
// The development build has the command line too, and uses the runtime in node_modules.
rmSync('dist/onnxruntime', { recursive: true });
run('esbuild.mjs');
