import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Functions of node:fs and of node:fs/promises that find a file by its path. */
const direct = [
  'createReadStream',
  'openSync',
  'readFileSync',
  'realpathSync',
  'statSync',
] as const;
const promised = ['lstat', 'open', 'readFile', 'readdir', 'realpath', 'stat'] as const;

/** Accesses of the file system by path, of this process, between its creation and `restore`. */
export class WatchedFiles {
  #accesses = 0;
  readonly #restore: (() => void)[] = [];

  /** Calls `before` with the number (from 1) of each access to a path that begins with `folder`, before it is made. */
  constructor(folder: string, before: (access: number) => void) {
    const noteAccess = (path: unknown): void => {
      if (typeof path === 'string' && path.startsWith(folder)) before(++this.#accesses);
    };
    for (const name of direct) this.#replace(fs, name, noteAccess);
    for (const name of promised) this.#replace(fs.promises, name, noteAccess);
    syncBuiltinESMExports();
  }

  get accesses(): number {
    return this.#accesses;
  }

  restore(): void {
    for (const restore of this.#restore) restore();
    syncBuiltinESMExports();
  }

  #replace<O extends object>(owner: O, name: keyof O, noteAccess: (path: unknown) => void): void {
    const original = owner[name] as (...args: unknown[]) => unknown;
    const watched = (...args: unknown[]): unknown => {
      noteAccess(args[0]);
      return original.apply(owner, args);
    };
    owner[name] = watched as O[keyof O];
    this.#restore.push(() => (owner[name] = original as O[keyof O]));
  }
}
