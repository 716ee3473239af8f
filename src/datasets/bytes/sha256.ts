import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fileError } from './fileErrors.ts';

/** SHA-256 of a file's bytes, hex, streamed. Throws UserError when the file cannot be read. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const part of createReadStream(path, { highWaterMark: 2 ** 20 })) {
      hash.update(part as Buffer);
    }
  } catch (error) {
    throw fileError(path, error);
  }
  return hash.digest('hex');
}
