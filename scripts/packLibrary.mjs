// Keeps a runtime's big native library as Brotli, which is a fifth smaller than what a VSIX makes of it, and says in packed.json what
// it must be once unpacked: src/onnx/packedRuntime.ts does that on the first run.
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

/** Packs `file`, a path inside the runtime's `folder`, in its place. */
export async function packLibrary(folder, file) {
  const path = join(folder, file);
  const content = await readFile(path);
  await writeFile(`${path}.br`, await brotli(content));
  const sha256 = createHash('sha256').update(content).digest('hex');
  await writeFile(
    join(folder, 'packed.json'),
    JSON.stringify({ file, bytes: content.length, sha256 }),
  );
  await rm(path);
}

/** At the quality behind which each further step costs ten times the time for a few hundredths of the size. */
export function brotli(content) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return compress(content, { params });
}
