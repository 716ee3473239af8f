import { summarise } from '../../engine/stats/summarise.ts';
import type { Comparison } from '../../report/comparison/comparison.ts';
import type { OutputKind } from '../../report/report.ts';
import { predictionErrors } from '../predictionErrors.ts';
import { accuracyOf, predictedClasses } from '../predictions.ts';
import type { SampleSet } from '../samples.ts';

type OutputFigures = Pick<
  Comparison,
  'outputs' | 'decisions' | 'scoreDifference' | 'relativeDifference' | 'errors' | 'accuracy'
>;

/** What two models say of one chunk of the same samples. */
interface OneSide {
  readonly classes: number[];
  readonly errors: number[];
}

/** Collects chunk by chunk how the outputs of two models differ on the same samples. */
export class OutputDrift {
  readonly #samples: Pick<SampleSet, 'labels' | 'targets'>;
  readonly #kind: OutputKind;
  readonly #width: number;
  readonly #sides: readonly [OneSide, OneSide] = [
    { classes: [], errors: [] },
    { classes: [], errors: [] },
  ];
  readonly #largest: number[] = [];
  #squares = 0;
  #squaredDifferences = 0;

  /** `width` numbers a sample in either model. */
  constructor(samples: Pick<SampleSet, 'labels' | 'targets'>, kind: OutputKind, width: number) {
    this.#samples = samples;
    this.#kind = kind;
    this.#width = width;
  }

  /** Outputs of the next samples, rows × width. */
  add(first: Float32Array, second: Float32Array): void {
    const before = this.#largest.length;
    for (let start = 0; start < first.length; start += this.#width) {
      let largest = 0;
      for (let i = start; i < start + this.#width; i++) {
        const difference = first[i] - second[i];
        largest = Math.max(largest, Math.abs(difference));
        this.#squaredDifferences += difference ** 2;
        this.#squares += first[i] ** 2;
      }
      this.#largest.push(largest);
    }
    for (const [side, outputs] of [first, second].entries()) {
      this.#sides[side].classes.push(...this.#classesOf(outputs));
      this.#sides[side].errors.push(...this.#errorsOf(outputs, before));
    }
  }

  result(): OutputFigures {
    const [first, second] = this.#sides;
    const changed = first.classes.flatMap((winner, row) =>
      winner === second.classes[row] ? [] : [row],
    );
    return {
      outputs: this.#kind,
      decisions: this.#kind === 'numbers' ? null : { changed: changed.length, samples: changed },
      scoreDifference: summarise(Float64Array.from(this.#largest)),
      relativeDifference:
        this.#squares > 0 ? Math.sqrt(this.#squaredDifferences / this.#squares) : null,
      ...(this.#samples.targets && {
        errors: { first: summarise(first.errors), second: summarise(second.errors) },
      }),
      accuracy: this.#accuracy(),
    };
  }

  #accuracy(): Comparison['accuracy'] {
    const { labels } = this.#samples;
    if (this.#kind !== 'classes' || !labels) return null;
    const [first, second] = this.#sides.map(({ classes }) =>
      accuracyOf(Int32Array.from(classes), labels)!,
    );
    return { first, second };
  }

  #classesOf(outputs: Float32Array): Iterable<number> {
    return this.#kind === 'numbers' ? [] : predictedClasses(outputs, this.#width);
  }

  #errorsOf(outputs: Float32Array, firstRow: number): Iterable<number> {
    const { targets } = this.#samples;
    return targets ? predictionErrors(outputs, targets, firstRow) : [];
  }
}
