/** One line of the benchmark's table. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Compared with the baseline that `name` mentions, measured in the same run. */
  readonly ratio?: number;
}

/** What a `*.bench.ts` file exports; `[]` where the data it needs is not at hand. */
export interface Benchmark {
  run(): Promise<readonly BenchRow[]>;
}
