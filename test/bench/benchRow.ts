/** One line of the benchmark's table. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Compared with the baseline that `name` mentions, measured in the same run. */
  readonly ratio?: number;
  /** Length of a bar drawn below the line, in [0, 1] of the widest: rows of a series stand as a plot. */
  readonly bar?: number;
}

/** What a `*.bench.ts` file exports; `[]` where the data it needs is not at hand. */
export interface Benchmark {
  run(): Promise<readonly BenchRow[]>;
}
