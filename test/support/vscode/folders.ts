import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const rootFolder = fileURLToPath(new URL('../../../', import.meta.url));

/** The extension under test: the repository itself, or e.g. an unpacked VSIX. */
export const extensionFolder = process.env['MODEL_GEOMETRY_EXTENSION'] ?? rootFolder;

/** A VSIX that windows run installed, in place of the folder above; see `npm run test:vsix`. */
export const installedVsix = process.env['MODEL_GEOMETRY_VSIX'];

/** Downloads and screenshots that git ignores. */
export const vscodeCache = join(rootFolder, '.vscode-test');
export const screenshotFolder = join(rootFolder, '.cache', 'screenshots');

/** A folder that is gone after `use`, whatever happens in it. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'model-geometry-'));
  try {
    return await use(folder);
  } finally {
    // A server that was just killed may still let go of its files.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** A copy of a bundled sample that a test may write to; returns its folder. */
export async function copySample(folder: string, sample = 'digits'): Promise<string> {
  const workspace = join(folder, sample);
  await cp(join(rootFolder, 'media', 'samples', sample), workspace, { recursive: true });
  return workspace;
}
