// Keeps a runtime's big native library as Brotli, which is a fifth smaller than what a VSIX makes of it, and says in packed.json what
// it must be once unpacked: src/onnx/packedRuntime.ts does that on the first run.
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

/** 10 would take another tenth off, for more than twice the time, which is half a minute as it is. */
const quality = 9;
/** What stands in code of ARM processors repeats at distances of whole words of 4 bytes: with that said, it is 3 % smaller. */
const wordPostfixBits = 2;

/** Packs `file`, a path inside the runtime's `folder`, in its place. */
export async function packLibrary(folder, file) {
  const path = join(folder, file);
  const content = await readFile(path);
  const isOfWords = file.includes('/arm64/');
  await writeFile(`${path}.br`, await brotli(content, quality, isOfWords ? wordPostfixBits : 0));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const packed = { file, bytes: content.length, sha256 };
  await writeFile(join(folder, 'packed.json'), JSON.stringify(packed));
  await rm(path);
}

/** `content` as Brotli of that quality (0 to 11), for repeats at multiples of 2 ** postfixBits. */
export function brotli(content, quality, postfixBits = 0) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_NPOSTFIX]: postfixBits,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return compress(content, { params });
}
