import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures');

/** Absolute path below test/fixtures. */
export function fixturePath(...names: string[]): string {
  return join(fixtures, ...names);
}

/** Bytes of a file below test/fixtures. */
export function fixture(...names: string[]): Buffer {
  return readFileSync(fixturePath(...names));
}

/** Larger ones would make an input cost too much. */
const largestModel = 60_000;

/** Paths of the small models among the fixtures, in a fixed order. */
export const modelPaths: readonly string[] = ['onnx', 'zoo'].flatMap((folder) =>
  readdirSync(join(fixtures, folder))
    .filter((name) => name.endsWith('.onnx') && !name.startsWith('external'))
    .map((name) => join(fixtures, folder, name))
    .filter((path) => statSync(path).size <= largestModel)
    .sort(),
);
