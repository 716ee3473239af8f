import { performance } from 'node:perf_hooks';
import type { ProgressSink } from '../engine/progress.ts';

/** Times the stages of a run and tells them to the progress sink. */
export class Stopwatch {
  readonly #progress: ProgressSink;
  readonly #start = performance.now();
  readonly #stages: { stage: string; ms: number }[] = [];

  constructor(progress: ProgressSink) {
    this.#progress = progress;
  }

  /**
   * Runs `work` as the stage `name`, as the report lists it; a stage that runs twice is listed once with its summed time.
   * `label` is what the user reads meanwhile; left out where the work tells its own progress.
   */
  async stage<T>(name: string, work: () => Promise<T>, label?: string): Promise<T> {
    this.#progress.throwIfCancelled();
    if (label !== undefined) this.#progress.report(label, 0, 0);
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.#add(name, performance.now() - started);
    }
  }

  /** Whole milliseconds so far, and a copy of the stages in order of first run. */
  timings(): { totalMs: number; stages: { stage: string; ms: number }[] } {
    return {
      totalMs: Math.round(performance.now() - this.#start),
      stages: this.#stages.map(({ stage, ms }) => ({ stage, ms: Math.round(ms) })),
    };
  }

  #add(stage: string, ms: number): void {
    const known = this.#stages.find((entry) => entry.stage === stage);
    if (known) known.ms += ms;
    else this.#stages.push({ stage, ms });
  }
}
