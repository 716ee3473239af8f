import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from './fileErrors.ts';

/**
 * SHA-256 of a file's bytes, hex, streamed; of a folder, that of the lines "hash  relative/name" of its files in the order of their
 * names, as sha256sum writes them. Throws UserError when something cannot be read.
 */
export async function sha256Of(path: string): Promise<string> {
  try {
    return statSync(path).isDirectory() ? await hashOfFolder(path) : await hashOfFile(path);
  } catch (error) {
    throw fileError(path, error);
  }
}

async function hashOfFolder(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  const hash = createHash('sha256');
  for (const name of files) hash.update(`${await hashOfFile(join(folder, name))}  ${name}\n`);
  return hash.digest('hex');
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path, { highWaterMark: 2 ** 20 })) {
    hash.update(part as Buffer);
  }
  return hash.digest('hex');
}
