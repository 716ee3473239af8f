import type { ProgressSink } from '../engine/progress.ts';
import { PatternTable } from '../engine/regions/patternTable.ts';
import { UserError } from '../engine/userError.ts';
import type { ChunkResult, ModelRunner } from '../onnx/runner.ts';
import { predictedClasses } from './predictions.ts';
import { runModel } from './runModel.ts';
import type { SampleSet } from './samples.ts';

/** What one pass of a sample set through the model leaves behind. Arrays follow the order of the runner's taps and values. */
export interface Activations {
  readonly samples: SampleSet;
  /** Per row; `undefined` when logits were not asked for. */
  readonly classes: Int32Array | undefined;
  /** Per tap: number of (sample, position) pairs with z > 0 for each unit. */
  readonly counts: readonly (Float64Array | undefined)[];
  /** Per tap and row: min |z| / ‖w‖. */
  readonly boundaryDistances: readonly (Float32Array | undefined)[];
  /** Per tap and row: id of the pattern in that tap's table. */
  readonly patterns: readonly (Int32Array | undefined)[];
  /** Per value: rows × width, row-major. */
  readonly values: readonly Float32Array[];
}

/** One table of distinct patterns a tap, shared by all sets that pass through, so that ids are comparable. */
export type PatternTables = (PatternTable | undefined)[];

/** Largest feature matrix held in memory, in elements: 1.5 GB of float32. */
const maximalElements = 4e8;

/** Runs `samples` through the model and keeps what was tapped. */
export async function collectActivations(
  runner: ModelRunner,
  samples: SampleSet,
  tables: PatternTables,
  progress: ProgressSink,
): Promise<Activations> {
  const collector = new Collector(samples, tables);
  const stage = `Running the ${samples.set === 'random' ? 'random inputs' : `${samples.set} samples`}`;
  await runModel(runner, samples, stage, progress, (chunk, firstRow) => {
    collector.add(chunk, firstRow, runner);
  });
  return collector.result();
}

class Collector {
  readonly #samples: SampleSet;
  readonly #tables: PatternTables;
  #classes: Int32Array | undefined;
  readonly #counts: (Float64Array | undefined)[] = [];
  readonly #distances: (Float32Array | undefined)[] = [];
  readonly #patterns: (Int32Array | undefined)[] = [];
  readonly #values: Float32Array[] = [];

  constructor(samples: SampleSet, tables: PatternTables) {
    this.#samples = samples;
    this.#tables = tables;
  }

  add(chunk: ChunkResult, firstRow: number, runner: ModelRunner): void {
    const rows = this.#samples.rows;
    if (chunk.logits) {
      this.#classes ??= new Int32Array(rows);
      this.#classes.set(predictedClasses(chunk.logits, runner.logitWidth), firstRow);
    }
    chunk.sites.forEach((site, tap) => {
      if (site.counts)
        addInto((this.#counts[tap] ??= new Float64Array(site.counts.length)), site.counts);
      if (site.boundaryDistance) {
        (this.#distances[tap] ??= new Float32Array(rows)).set(site.boundaryDistance, firstRow);
      }
      if (site.codes) this.#addPatterns(tap, site.codes, chunk.rows, firstRow, runner);
    });
    chunk.values.forEach((value, index) => {
      const width = value.length / chunk.rows;
      const matrix = (this.#values[index] ??= featureMatrix(rows, width));
      matrix.set(value, firstRow * width);
    });
  }

  #addPatterns(
    tap: number,
    codes: Float32Array,
    rows: number,
    firstRow: number,
    runner: ModelRunner,
  ): void {
    const table = (this.#tables[tap] ??= new PatternTable(runner.siteLayouts[tap].wordsPerRow));
    const ids = (this.#patterns[tap] ??= new Int32Array(this.#samples.rows));
    ids.set(table.add(codes, rows), firstRow);
  }

  result(): Activations {
    return {
      samples: this.#samples,
      classes: this.#classes,
      counts: this.#counts,
      boundaryDistances: this.#distances,
      patterns: this.#patterns,
      values: this.#values,
    };
  }
}

function addInto(target: Float64Array, source: Float64Array): void {
  for (let index = 0; index < target.length; index++) target[index] += source[index];
}

function featureMatrix(rows: number, width: number): Float32Array {
  if (rows * width > maximalElements) {
    throw new UserError(
      `A space of ${width} dimensions with ${rows} rows needs ${Math.round((rows * width * 4) / 1e9)} GB; ` +
        'take fewer rows (--limit-train, --limit-test) or another space.',
    );
  }
  return new Float32Array(rows * width);
}
