import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What {@link tmpdir} reads, on Unix and on Windows. */
const variables = ['TMPDIR', 'TEMP', 'TMP'];

/**
 * Gives the `describe` around it, and the processes it starts, a folder for temporary files that nothing else on the machine writes
 * to. Returns its path, to be asked for inside a test.
 */
export function useOwnTemporaryFolder(): () => string {
  let folder = '';
  const earlier = variables.map((name) => process.env[name]);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'model-geometry-own-'));
    for (const name of variables) process.env[name] = folder;
  });

  after(() => {
    for (const [index, name] of variables.entries()) {
      if (earlier[index] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = earlier[index];
    }
    rmSync(folder, { recursive: true, force: true });
  });

  return () => folder;
}
