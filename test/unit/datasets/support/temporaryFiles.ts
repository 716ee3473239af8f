import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for the tests of one `describe`, removed after them. */
export interface TemporaryFiles {
  /** Absolute path of a name in the folder. */
  path(name: string): string;
  /** Writes a file, with the folders on its way; returns its path. */
  write(name: string, content: string | Uint8Array): string;
}

/** Call inside `describe`. */
export function temporaryFiles(): TemporaryFiles {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'model-geometry-test-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const path = (name: string) => join(folder, name);
  return {
    path,
    write: (name, content) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
      return path(name);
    },
  };
}
