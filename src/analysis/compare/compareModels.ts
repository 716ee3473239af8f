import { isOver, type ProgressSink } from '../../engine/progress.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import { UserError } from '../../engine/userError.ts';
import type { ChunkResult } from '../../onnx/runner.ts';
import type { CompareRequest } from '../../protocol/compare.ts';
import type { Comparison } from '../../report/comparison/comparison.ts';
import { accuracyOf, predictedClasses } from '../predictions.ts';
import { type ComparedModel, openCompared } from './comparedModel.ts';
import { slopeChange } from './slopeChange.ts';
import { isSameKind, SiteDriftCounter } from './siteDrift.ts';

/**
 * Runs the same samples (the test samples, else the training samples, else seeded random inputs) through both models. Throws
 * UserError when either cannot be run or their class scores differ in number. Once the run is over it ends after the samples under way.
 */
export async function compareModels(
  request: CompareRequest,
  progress: ProgressSink,
): Promise<Comparison> {
  const { first: firstPath, second: secondPath, train, ...shared } = request;
  // One side is enough: both models must meet the same samples.
  const data = shared.test || !train ? shared : { ...shared, test: train };
  const first = await openCompared({ ...data, model: firstPath });
  try {
    const second = await openCompared({ ...data, model: secondPath });
    try {
      return await new Comparer(first, second, progress).run();
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}

interface SitePair {
  readonly first: number;
  readonly second: number;
  readonly counter: SiteDriftCounter;
}

class Comparer {
  readonly #first: ComparedModel;
  readonly #second: ComparedModel;
  readonly #progress: ProgressSink;
  readonly #pairs: readonly SitePair[];
  readonly #changed: boolean[] = [];
  readonly #differences: number[] = [];
  readonly #classes: readonly [number[], number[]] = [[], []];

  constructor(first: ComparedModel, second: ComparedModel, progress: ProgressSink) {
    this.#first = first;
    this.#second = second;
    this.#progress = progress;
    const widths = [first.runner.logitWidth, second.runner.logitWidth];
    if (widths[0] !== widths[1]) {
      throw new UserError(
        `${first.subject.model.path} gives ${widths[0]} class scores and ${second.subject.model.path} ${widths[1]}: compare models of the same task.`,
        { code: 'mismatch' },
      );
    }
    this.#pairs = pairedSites(first, second);
  }

  async run(): Promise<Comparison> {
    const { samples } = this.#first;
    const step = Math.min(this.#first.runner.preferredRows, this.#second.runner.preferredRows);
    for (let start = 0; start < samples.rows; start += step) {
      this.#progress.throwIfCancelled();
      this.#progress.report('Running both models', start, samples.rows);
      const end = Math.min(start + step, samples.rows);
      const [a, b] = [await chunk(this.#first, start, end), await chunk(this.#second, start, end)];
      this.#add(a, b, end - start);
      if (isOver(this.#progress)) break;
    }
    const change = await slopeChange(this.#first, this.#second, this.#changed, this.#progress);
    return { ...this.#result(), slopeChange: change };
  }

  #add(a: ChunkResult, b: ChunkResult, rows: number): void {
    const changed = new Array<boolean>(rows).fill(false);
    for (const { first, second, counter } of this.#pairs) {
      const flags = counter.add(a.sites[first], b.sites[second], rows);
      flags.forEach((flag, row) => (changed[row] ||= flag));
    }
    this.#changed.push(...changed);
    const width = this.#first.runner.logitWidth;
    for (let row = 0; row < rows; row++) {
      let largest = 0;
      for (let i = row * width; i < (row + 1) * width; i++) {
        largest = Math.max(largest, Math.abs(a.logits![i] - b.logits![i]));
      }
      this.#differences.push(largest);
    }
    this.#classes[0].push(...predictedClasses(a.logits!, width));
    this.#classes[1].push(...predictedClasses(b.logits!, width));
  }

  #result(): Comparison {
    const { samples, runner } = this.#first;
    const [a, b] = this.#classes;
    const decisions = a.flatMap((winner, row) => (winner === b[row] ? [] : [row]));
    const { labels } = samples;
    const sites = this.#pairs.map(({ first, counter }) =>
      counter.result(runner.siteLayouts[first]),
    );
    const accuracy = (classes: readonly number[]): number =>
      accuracyOf(Int32Array.from(classes), labels!)!;
    return {
      first: this.#first.subject.model.path,
      second: this.#second.subject.model.path,
      samples: { set: samples.set, count: a.length },
      ...(a.length < samples.rows && { notReached: samples.rows - a.length }),
      sites,
      unmatched: {
        first: unpaired(this.#first, new Set(this.#pairs.map(({ first }) => first))),
        second: unpaired(this.#second, new Set(this.#pairs.map(({ second }) => second))),
      },
      exactness: sites.every(({ exactness }) => exactness === 'exact') ? 'exact' : 'heuristic',
      changedSamples:
        this.#pairs.length > 0 ? this.#changed.filter(Boolean).length / this.#changed.length : null,
      decisions: { changed: decisions.length, samples: decisions },
      scoreDifference: summarise(Float64Array.from(this.#differences)),
      accuracy: labels ? { first: accuracy(a), second: accuracy(b) } : null,
    };
  }
}

async function chunk(
  { runner, samples }: ComparedModel,
  start: number,
  end: number,
): Promise<ChunkResult> {
  return runner.run(await samples.read(start, end), end - start);
}

/** Sites of the same name, else the next one of the same kind and size: an exporter that renames keeps the order. */
function pairedSites(first: ComparedModel, second: ComparedModel): SitePair[] {
  const kind = ({ taps, runner }: ComparedModel, index: number) =>
    [taps[index].site, runner.siteLayouts[index]] as const;
  const free = new Set(second.taps.keys());
  const pairs: SitePair[] = [];
  for (const [index, { site }] of first.taps.entries()) {
    const fitting = [...free].filter((other) =>
      isSameKind(kind(first, index), kind(second, other)),
    );
    const match =
      fitting.find((other) => second.taps[other].site.name === site.name) ?? fitting.at(0);
    if (match === undefined) continue;
    free.delete(match);
    const counter = new SiteDriftCounter(site, second.taps[match].site);
    pairs.push({ first: index, second: match, counter });
  }
  return pairs;
}

function unpaired({ taps }: ComparedModel, paired: ReadonlySet<number>): string[] {
  return taps.flatMap(({ site }, index) => (paired.has(index) ? [] : [site.name]));
}
