import type { ProgressSink } from '../engine/progress.ts';
import { ActivationStatistics } from '../engine/hyperplanes/activationStatistics.ts';
import { BoundaryDistances } from '../engine/hyperplanes/boundaryDistances.ts';
import { type UnitExtremes, UnitExtremesCollector } from '../engine/hyperplanes/unitExtremes.ts';
import { NonFiniteError } from '../onnx/runner/checkFinite.ts';
import { PositionTotals } from '../onnx/runner/positionTotals.ts';
import type { ChunkResult, ModelRunner } from '../onnx/runner.ts';
import { heldNumbers } from './heldNumbers.ts';
import { predictionErrors } from './predictionErrors.ts';
import { areClassScores, predictedClasses } from './predictions.ts';
import type { SampleSet } from './samples.ts';

/** What one pass of a sample set through the model leaves behind. Arrays follow the order of the runner's taps and values. */
export interface Activations {
  readonly samples: SampleSet;
  /** Per row; `undefined` when logits were not asked for, or are no class scores. */
  readonly classes: Int32Array | undefined;
  /** Per row: distance of the model's output from its target, 2-norm; `undefined` without targets. */
  readonly errors: Float64Array | undefined;
  /** Per tap: how often each unit was active; `undefined` where counts were not asked for. */
  readonly activity: readonly (ActivationStatistics | undefined)[];
  /** Per tap: of each number of one sample, the samples with z > 0; `undefined` where not counted by position. */
  readonly positionCounts: readonly (Float64Array | undefined)[];
  /** Per tap: triples (sample, unit, position) inside the soft band; `undefined` for hard switches. */
  readonly softBandCounts: readonly (number | undefined)[];
  /** Per tap: distance of each sample to the nearest hyperplane. */
  readonly boundaryDistances: readonly (BoundaryDistances | undefined)[];
  /** Per tap: the samples nearest to and farthest beyond each unit's hyperplane; `undefined` where not asked for. */
  readonly extremes: readonly (UnitExtremes | undefined)[];
  /** Per value: rows × width, row-major; `undefined` where it was more than might be held. */
  readonly values: readonly (Float32Array | undefined)[];
}

/** Takes the switch codes of one chunk, per tap, as they come. */
export type CodesConsumer = (
  codes: readonly Float32Array[],
  rows: number,
  firstRow: number,
) => void;

/** Most activating samples kept for each unit. */
export const topSamples = 5;

/** Numbers of all values together that are held in memory, where there is enough, unless told otherwise: 1.6 GB of float32. */
const heldValues = 4e8;

/**
 * Runs every sample through the model in chunks, keeps the reductions and values, and hands switch codes on.
 * Of the values those are kept, in their order, that are together at most `held` numbers.
 */
export async function collectActivations(
  runner: ModelRunner,
  samples: SampleSet,
  progress: ProgressSink,
  onCodes: CodesConsumer,
  held = heldNumbers(heldValues),
): Promise<Activations> {
  const stage = `Running the ${samples.set === 'random' ? 'random inputs' : `${samples.set} samples`}`;
  const collector = new Collector(samples, keptValues(runner, samples.rows, held));
  const step = runner.preferredRows;
  for (let start = 0; start < samples.rows; start += step) {
    progress.throwIfCancelled();
    progress.report(stage, start, samples.rows);
    const rows = Math.min(step, samples.rows - start);
    const chunk = await runner
      .run(await samples.read(start, start + rows), rows)
      .catch((error: unknown) => {
        throw error instanceof NonFiniteError ? error.shiftedBy(start) : error;
      });
    collector.add(chunk, start, runner);
    const codes = chunk.sites.flatMap((site) => (site.codes ? [site.codes] : []));
    if (codes.length > 0) onCodes(codes, rows, start);
  }
  return collector.result();
}

class Collector {
  readonly #samples: SampleSet;
  readonly #activity: (ActivationStatistics | undefined)[] = [];
  readonly #positionCounts: (PositionTotals | undefined)[] = [];
  readonly #softBandCounts: (number | undefined)[] = [];
  readonly #distances: (BoundaryDistances | undefined)[] = [];
  readonly #extremes: (UnitExtremesCollector | undefined)[] = [];
  readonly #values: (Float32Array | undefined)[];
  #classes: Int32Array | undefined;
  #errors: Float64Array | undefined;

  constructor(samples: SampleSet, values: (Float32Array | undefined)[]) {
    this.#samples = samples;
    this.#values = values;
  }

  add(chunk: ChunkResult, firstRow: number, runner: ModelRunner): void {
    const rows = this.#samples.rows;
    const { targets } = this.#samples;
    if (chunk.logits && !targets && areClassScores(runner.logitShape)) {
      this.#classes ??= new Int32Array(rows);
      this.#classes.set(predictedClasses(chunk.logits, runner.logitWidth), firstRow);
    }
    if (chunk.logits && targets) {
      this.#errors ??= new Float64Array(rows);
      this.#errors.set(predictionErrors(chunk.logits, targets, firstRow), firstRow);
    }
    chunk.sites.forEach((site, tap) => {
      const {
        counts,
        saturatedCounts,
        positionCounts,
        boundaryDistance,
        softBandCount,
        extremes = [],
      } = site;
      const { units, positions } = runner.siteLayouts[tap];
      if (positionCounts) {
        (this.#positionCounts[tap] ??= new PositionTotals()).add(positionCounts);
      }
      if (counts) {
        (this.#activity[tap] ??= new ActivationStatistics(units)).add(
          counts,
          chunk.rows * positions,
          saturatedCounts,
        );
      }
      if (softBandCount !== undefined) {
        this.#softBandCounts[tap] = (this.#softBandCounts[tap] ?? 0) + softBandCount;
      }
      if (boundaryDistance) {
        (this.#distances[tap] ??= new BoundaryDistances()).add(boundaryDistance);
      }
      for (const block of extremes) {
        this.#extremes[tap] ??= new UnitExtremesCollector(units, topSamples);
        this.#extremes[tap].add({ ...block, firstRow: firstRow + block.firstRow });
      }
    });
    chunk.values.forEach((value, index) => {
      this.#values[index]?.set(value, (firstRow * value.length) / chunk.rows);
    });
  }

  result(): Activations {
    return {
      samples: this.#samples,
      classes: this.#classes,
      errors: this.#errors,
      activity: this.#activity,
      positionCounts: this.#positionCounts.map((totals) => totals?.counts()),
      softBandCounts: this.#softBandCounts,
      boundaryDistances: this.#distances,
      extremes: this.#extremes.map((collector) => collector?.result()),
      values: this.#values,
    };
  }
}

/** Room for each of the runner's values that may be kept. */
function keptValues(
  { valueWidths }: ModelRunner,
  rows: number,
  held: number,
): (Float32Array | undefined)[] {
  let left = held;
  return valueWidths.map((width) => {
    if (rows * width > left) return undefined;
    left -= rows * width;
    return new Float32Array(rows * width);
  });
}
