// Bundles of the product; with --vsix those of the extension alone. Types are checked apart (npm run typecheck).
import { build, context } from 'esbuild';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeLicences } from './scripts/licences.mjs';
import { packedWasm } from './scripts/packedWasm.mjs';

const watch = process.argv.includes('--watch');
const isVsix = process.argv.includes('--vsix');

const node = {
  platform: 'node',
  target: 'node20',
  bundle: true,
  sourcemap: 'linked',
  minify: true,
  keepNames: true,
  external: ['vscode', 'onnxruntime-node'],
  // vega-canvas's Node build asks for the native "canvas" package, which we neither need nor ship.
  alias: {
    'vega-canvas': fileURLToPath(
      new URL('node_modules/vega-canvas/build/vega-canvas.browser.js', import.meta.url),
    ),
  },
  logLevel: 'warning',
};

const bundles = [
  {
    ...node,
    format: 'cjs',
    entryPoints: {
      extension: 'src/extension/extension.ts',
      // Loaded by the extension when they are needed: Vega-Lite, and the schema validator.
      reportView: 'src/report/hostView.ts',
      settings: 'src/analysis/settings.ts',
    },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
  },
  {
    ...node,
    format: 'esm',
    entryPoints: {
      compute: 'src/analysis/process/computeProcess.ts',
      ...(isVsix ? {} : { cli: 'src/cli/bin.ts' }),
    },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    plugins: [packedWasm(isVsix)],
    chunkNames: '[name]-[hash]',
    banner: {
      // CommonJS dependencies inside an ES module bundle still call require.
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  },
  {
    platform: 'browser',
    target: 'es2022',
    bundle: true,
    minify: true,
    sourcemap: false,
    format: 'iife',
    entryPoints: {
      webview: 'webview/main.ts',
      modelEditor: 'webview/modelEditor/main.ts',
      compare: 'webview/compare/main.ts',
      explorer: 'webview/explorer/main.ts',
    },
    outdir: 'dist',
    logLevel: 'warning',
  },
];

await mkdir('dist', { recursive: true });
for (const entry of await readdir('dist')) {
  // The vendored runtime (scripts/vendorRuntime.mjs) is not ours to rebuild.
  if (entry !== 'onnxruntime') await rm(join('dist', entry), { recursive: true });
}
if (watch) {
  for (const bundle of bundles) await (await context(bundle)).watch();
} else {
  const results = await Promise.all(bundles.map((bundle) => build({ ...bundle, metafile: true })));
  const metafiles = results.map(({ metafile }) => metafile);
  await writeLicences(metafiles, ['onnxruntime-node'], 'dist/licences.txt');
}
await cp('src/report/report.schema.json', 'dist/report.schema.json');
await cp('src/datasets/model-geometry.schema.json', 'dist/model-geometry.schema.json');
