import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A compute process that stands still at a known place, so that no speed of a machine decides what a test meets. */
export interface StandingStill {
  /** For a process that reads no message at all. */
  readonly beforeReading: readonly string[];
  /** For one that stands still after its first progress message beyond the reading of the model, as long as it is held. */
  readonly atProgress: readonly string[];
  hold(): void;
  letGo(): void;
  /** Removes its files. */
  remove(): void;
}

/** A test that was killed must not leave a process that sleeps for ever. */
const mostMs = 300_000;

const sleep = `const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);`;

/** Runs before the program; its threads run on. The message is written to the line inside `send`. */
const untilLetGo = (held: string): string => `
  import { existsSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  ${sleep}
  if (isMainThread) {
    const send = process.send.bind(process);
    process.send = (message, ...rest) => {
      const isSent = send(message, ...rest);
      if (message.type === 'progress' && message.stage !== 'Reading the model') {
        for (let ms = 0; existsSync(${JSON.stringify(held)}) && ms < ${mostMs}; ms += 10) sleep(10);
      }
      return isSent;
    };
  }
`;

/** Options of Node.js for {@link StandingStill}; remove it when done. */
export function standingStill(): StandingStill {
  const folder = mkdtempSync(join(tmpdir(), 'model-geometry-still-'));
  const held = join(folder, 'held');
  const preload = (name: string, text: string): readonly string[] => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return ['--import', pathToFileURL(file).href];
  };
  return {
    beforeReading: preload('forEver.mjs', `${sleep} sleep(${mostMs}); process.exit(1);`),
    atProgress: preload('untilLetGo.mjs', untilLetGo(held)),
    hold: () => writeFileSync(held, ''),
    letGo: () => rmSync(held, { force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
