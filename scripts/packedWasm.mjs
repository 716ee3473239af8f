// An esbuild plugin. h5wasm carries its WebAssembly as text inside a script, which esbuild escapes to 5.6 MB: here it becomes a file of
// Brotli beside the bundle, read when the first HDF5 file is opened.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { brotli } from './packLibrary.mjs';

const name = 'hdf5.wasm.br';
const embedded = /binaryDecode\(('(?:[^'\\]|\\.)*')\)/s;

/** With `isReleased` as small as can be, which takes seconds. */
export const packedWasm = (isReleased) => ({
  name: 'packed-wasm',
  setup({ initialOptions, onLoad }) {
    const outdir = initialOptions.outdir;
    onLoad({ filter: /h5wasm[\\/]dist[\\/]esm[\\/]hdf5_util\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const literal = embedded.exec(text)?.[1];
      if (literal === undefined)
        throw new Error(`${path} keeps its program in a new way: mend this.`);
      await mkdir(outdir, { recursive: true });
      await writeFile(join(outdir, name), await brotli(decoded(literal), isReleased ? 11 : 5));
      const contents =
        "import { readFileSync } from 'node:fs';\nimport { brotliDecompressSync } from 'node:zlib';\n" +
        text.replace(
          embedded,
          `brotliDecompressSync(readFileSync(new URL('./${name}', import.meta.url)))`,
        );
      return { contents, loader: 'js', resolveDir: dirname(path) };
    });
  },
});

/** The bytes of a string literal that holds one a character, as Emscripten writes and reads it (0 may stand as 256). */
function decoded(literal) {
  const text = runInNewContext(literal);
  return Buffer.from(text, 'latin1');
}
