// Puts ONNX Runtime's JavaScript and native libraries into dist/onnxruntime, so that the packed npm tarball and the
// VSIX need no install script and no network: node scripts/vendorRuntime.mjs [--packed] [platform-arch …] (default: all we ship).
// With --packed, which takes one platform, the library is kept as Brotli and unpacked on the first run.
import { build } from 'esbuild';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { packLibrary } from './packLibrary.mjs';

const words = process.argv.slice(2);
const isPacked = words.includes('--packed');
const targets = words.filter((word) => word !== '--packed');
const shipped = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64'];
const source = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
const destination = 'dist/onnxruntime';

await rm(destination, { recursive: true, force: true });
await build({
  entryPoints: [join(source, 'dist/index.js')],
  outfile: join(destination, 'lib/runtime.cjs'),
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'linked',
  plugins: [{ name: 'native-binding', setup: keepNativeRequire }],
});
for (const target of targets.length > 0 ? targets : shipped) await copyLibraries(target);

/** The path of the native binding is known only at run time: the bundle must ask Node for it, not esbuild. */
function keepNativeRequire(plugin) {
  plugin.onLoad({ filter: /onnxruntime-node[\\/]dist[\\/]binding\.js$/ }, async ({ path }) => {
    const text = await readFile(path, 'utf8');
    const kept = text.replace('require(`../bin/', 'requireNative(`../bin/');
    if (kept === text)
      throw new Error('onnxruntime-node loads its binding in a new way: mend this.');
    return { contents: `const requireNative = require;\n${kept}`, loader: 'js' };
  });
}

async function copyLibraries(target) {
  const [platform, arch] = target.split('-');
  const from = join(source, 'bin/napi-v6', platform, arch);
  const to = join(destination, 'bin/napi-v6', platform, arch);
  await mkdir(to, { recursive: true });
  for (const file of await readdir(from)) {
    if (!isNeeded(file)) continue;
    await cp(join(from, file), join(to, file));
    const isLibrary = !file.endsWith('.node');
    if (isPacked && isLibrary)
      await packLibrary(destination, posix.join('bin/napi-v6', platform, arch, file));
  }
}

/** Leaves out GPU libraries of Windows and the second copy of the macOS library (the binding loads the ".1" name). */
function isNeeded(file) {
  return (
    !/^(DirectML|dxcompiler|dxil)\.dll$/.test(file) &&
    !/libonnxruntime\.\d+\.\d+\.\d+\.dylib$/.test(file)
  );
}
