import { isOver, type ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import type { ChunkResult } from '../../onnx/runner.ts';
import type { CompareRequest } from '../../protocol/compare.ts';
import type { Comparison } from '../../report/comparison/comparison.ts';
import type { OutputKind } from '../../report/report.ts';
import { type ComparedModel, openCompared } from './comparedModel.ts';
import { OutputDrift } from './outputDrift.ts';
import { slopeChange } from './slopeChange.ts';
import { isSameKind, SiteDriftCounter } from './siteDrift.ts';

/**
 * Runs the same samples (the test samples, else the training samples, else seeded random inputs) through both models. Throws
 * UserError when either cannot be run or their outputs differ in number. Once the run is over it ends after the samples under way.
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
  readonly #outputs: OutputDrift;

  constructor(first: ComparedModel, second: ComparedModel, progress: ProgressSink) {
    this.#first = first;
    this.#second = second;
    this.#progress = progress;
    const widths = [first.runner.logitWidth, second.runner.logitWidth];
    if (widths[0] !== widths[1]) {
      throw new UserError(
        `${first.subject.model.path} gives ${widths[0]} numbers a sample and ${second.subject.model.path} ${widths[1]}: compare models of the same task.`,
        { code: 'mismatch' },
      );
    }
    this.#outputs = new OutputDrift(first.samples, sharedKind(first, second), widths[0]);
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
    this.#outputs.add(a.logits!, b.logits!);
  }

  #result(): Comparison {
    const { samples, runner } = this.#first;
    const count = this.#changed.length;
    const sites = this.#pairs.map(({ first, counter }) =>
      counter.result(runner.siteLayouts[first]),
    );
    return {
      first: this.#first.subject.model.path,
      second: this.#second.subject.model.path,
      samples: { set: samples.set, count },
      ...(count < samples.rows && { notReached: samples.rows - count }),
      sites,
      unmatched: {
        first: unpaired(this.#first, new Set(this.#pairs.map(({ first }) => first))),
        second: unpaired(this.#second, new Set(this.#pairs.map(({ second }) => second))),
      },
      exactness: sites.every(({ exactness }) => exactness === 'exact') ? 'exact' : 'heuristic',
      changedSamples: this.#pairs.length > 0 ? this.#changed.filter(Boolean).length / count : null,
      ...this.#outputs.result(),
    };
  }
}

/** What both outputs mean: class scores only where neither says that they are none. */
function sharedKind(...models: readonly ComparedModel[]): OutputKind {
  const kinds = models.map(({ outputs }) => outputs);
  const isOneOf = (kind: OutputKind): boolean => kinds.includes(kind);
  if (isOneOf('numbers')) return 'numbers';
  return isOneOf('sign') ? 'sign' : 'classes';
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
