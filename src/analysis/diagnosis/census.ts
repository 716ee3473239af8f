import { PatternCensus } from '../../engine/regions/patternCensus.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import type { SampleSet } from '../samples.ts';
import type { Subject } from './subject.ts';

/** Words of training patterns kept for the seen-before rate: 1 GB. More rows than fit are left out, and said so. */
const maximalReferenceWords = 2.5e8;

/** The pattern census of a run: counted rows, and training rows as their reference. */
export class Census {
  readonly #counted: SampleSet;
  readonly #subject: Subject;
  #census: PatternCensus | undefined;
  #words = 0;
  #referenceRows = 0;

  constructor(counted: SampleSet, subject: Subject) {
    this.#counted = counted;
    this.#subject = subject;
  }

  add(
    set: SampleSet,
    runner: ModelRunner,
    codes: readonly Float32Array[],
    rows: number,
    firstRow: number,
  ): void {
    const census = this.of(runner);
    if (set === this.#counted) {
      census.addSamples(codes, rows, set.labels?.subarray(firstRow, firstRow + rows));
    } else if ((this.#referenceRows + rows) * this.#words <= maximalReferenceWords) {
      census.addReference(codes, rows);
      this.#referenceRows += rows;
    } else if (firstRow + rows === set.rows) {
      this.#subject.limits.push({
        op: '',
        node: '',
        effect: `the share of patterns seen in training refers to the first ${this.#referenceRows} training rows, for lack of memory`,
      });
    }
  }

  /** The census, made once the runner knows how wide codes are. */
  of(runner: ModelRunner): PatternCensus {
    const words = runner.siteLayouts.map(({ wordsPerRow }) => wordsPerRow);
    this.#words = words.reduce((sum, count) => sum + count, 0);
    return (this.#census ??= new PatternCensus(words));
  }
}
