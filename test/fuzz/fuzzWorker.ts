import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FuzzOutcome } from './fuzzTarget.ts';

/** One input: equal jobs make equal inputs. */
export interface FuzzJob {
  readonly target: string;
  readonly seed: number;
}

export type FuzzReply = { readonly outcome: FuzzOutcome } | { readonly finding: string };

/** What a job came to; `ended`: the process did not survive it. */
export type FuzzResult = FuzzReply & { readonly ended?: true };

/** What an input may take before it counts as a hang or a flood. Processor time, since a busy machine is not a hang. */
export interface FuzzLimits {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly memoryBytes: number;
}

const pollMs = 100;
/** Of Linux's /proc, whose clock ticks 100 times a second. */
const ticksPerSecond = 100;
const pageBytes = 4096;
/** A process after as many inputs starts afresh, so that what libraries keep is not taken for a flood. */
const recycleAfter = 2000;

/** A process that is fed one input at a time, and replaced when it ends or has to be ended. */
export class FuzzWorker {
  readonly #folder: string;
  readonly #limits: FuzzLimits;
  #child: ChildProcess | undefined;
  #fed = 0;

  /** `folder`: where the process may write. */
  constructor(folder: string, limits: FuzzLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  async feed(job: FuzzJob): Promise<FuzzResult> {
    if (this.#fed >= recycleAfter) this.end();
    const child = (this.#child ??= await this.#start());
    this.#fed++;
    const result = await this.#settled(child, job);
    if ('ended' in result) this.end();
    return result;
  }

  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#fed = 0;
  }

  #start(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [this.#folder], {
      execArgv: ['--import', 'tsx', '--no-warnings'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let errors = '';
    child.stderr?.on('data', (text: Buffer) => (errors += text.toString()));
    return new Promise((resolve, reject) => {
      child.once('message', () => {
        child.stderr?.removeAllListeners('data');
        resolve(child);
      });
      child.once('close', (code, signal) => {
        reject(new Error(`a fuzzing process did not start: ${signal ?? code} ${errors}`));
      });
    });
  }

  #settled(child: ChildProcess, job: FuzzJob): Promise<FuzzResult> {
    return new Promise((resolve) => {
      let errors = '';
      const listen = (text: Buffer): void => void (errors = (errors + text.toString()).slice(-600));
      const finish = (result: FuzzResult): void => {
        clearInterval(watch);
        child.stderr?.off('data', listen);
        child.removeAllListeners('message').removeAllListeners('exit');
        resolve(result);
      };
      const watch = this.#watch(child, finish);
      child.stderr?.on('data', listen);
      child.on('message', (reply: FuzzReply) => finish(reply));
      child.on('exit', (code, signal) =>
        // Its last words come a moment after it.
        setTimeout(
          () =>
            finish({ finding: `the process ended by ${signal ?? code}: ${errors}`, ended: true }),
          100,
        ),
      );
      child.send(job);
    });
  }

  #watch(child: ChildProcess, finish: (result: FuzzResult) => void): NodeJS.Timeout {
    const started = performance.now();
    const cpuBefore = usage(child.pid!)?.cpuSeconds ?? 0;
    const { cpuSeconds, wallSeconds, memoryBytes } = this.#limits;
    return setInterval(() => {
      const now = usage(child.pid!);
      const wall = (performance.now() - started) / 1000;
      const cpu = (now?.cpuSeconds ?? 0) - cpuBefore;
      const bytes = now?.memoryBytes ?? 0;
      let finding = '';
      if (cpu > cpuSeconds || wall > wallSeconds) {
        finding = `a hang: ${cpu.toFixed(1)} s of processor time, ${wall.toFixed(1)} s in all`;
      } else if (bytes > memoryBytes) finding = `${(bytes / 1e9).toFixed(2)} GB of memory`;
      if (finding !== '') finish({ finding, ended: true });
    }, pollMs);
  }
}

/** `undefined` where there is no /proc, or the process is gone. */
function usage(pid: number): { cpuSeconds: number; memoryBytes: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold blanks.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [userTicks, systemTicks, pages] = [fields[11], fields[12], fields[21]];
    return {
      cpuSeconds: (userTicks + systemTicks) / ticksPerSecond,
      memoryBytes: pages * pageBytes,
    };
  } catch {
    return undefined;
  }
}
