import type { ProgressSink } from '../../engine/progress.ts';
import { type PatternLayout, PatternNeighbours } from '../../engine/regions/patternNeighbours.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../engine/stats/sampleWithoutReplacement.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import { UserError } from '../../engine/userError.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import type { NearestPatternsSection, Picture } from '../../report/report.ts';
import { imageGrid } from '../images/imageGrid.ts';
import { imagePicture, isPicturable } from '../images/picture.ts';
import type { SampleSet } from '../samples.ts';
import { readRows } from './readRows.ts';
import type { Subject } from './subject.ts';

export interface NearestPatternsRequest {
  readonly subject: Subject;
  readonly train: SampleSet;
  readonly test: SampleSet;
  /** With codes at every site. */
  readonly runner: ModelRunner;
  readonly seed: number;
}

const mostQueries = 1000;
/** Fewer say nothing about the set. */
const fewestQueries = 20;
/** Pairs of words compared in all: about half a second. */
const mostWords = 2e8;
/** Nearest training rows of each sample. */
const keptNeighbours = 3;
/** Samples told one by one, with their pictures: those farthest from every training pattern. */
const shownSamples = 12;

/**
 * The training samples nearest to test samples by their activation patterns (geometry-spec D8), found while the training rows run
 * through the model anyway.
 */
export class NearestPatterns {
  readonly #request: NearestPatternsRequest;
  readonly #queries: Int32Array;
  readonly #neighbours: PatternNeighbours;

  private constructor(
    request: NearestPatternsRequest,
    queries: Int32Array,
    neighbours: PatternNeighbours,
  ) {
    this.#request = request;
    this.#queries = queries;
    this.#neighbours = neighbours;
  }

  /**
   * Takes the patterns of seeded test samples, as many as can be compared with all training rows in passing. `undefined` without
   * switches, and, with a sentence among the subject's limits, where these would be too few; also where the model makes no numbers of
   * one of them, which the pass over all of them will tell.
   */
  static async open(request: NearestPatternsRequest): Promise<NearestPatterns | undefined> {
    const { subject, train, test, runner, seed } = request;
    const layouts = patternLayouts(runner);
    const words = layouts.reduce((sum, { wordsPerRow }) => sum + wordsPerRow, 0);
    if (words === 0 || train.rows === 0) return undefined;
    const affordable = Math.floor(mostWords / (words * train.rows));
    if (affordable < Math.min(fewestQueries, test.rows)) {
      const effect =
        'the nearest activation patterns of training were not looked for: there are too many to compare in passing';
      subject.limits.push({ op: '', node: '', effect });
      return undefined;
    }
    const count = Math.min(mostQueries, test.rows, affordable);
    const queries = sampleWithoutReplacement(randomGenerator(seed), count, test.rows);
    try {
      const codes = await codesOf(test, queries, runner);
      const neighbours = new PatternNeighbours(layouts, codes, count, keptNeighbours);
      return new NearestPatterns(request, queries, neighbours);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  /** Takes the codes of training rows, per site, as the runner gives them. */
  add(codes: readonly Float32Array[], rows: number, firstRow: number): void {
    this.#neighbours.add(codes, rows, firstRow);
  }

  /** The report's section, once all training rows were added. */
  async section(progress: ProgressSink): Promise<NearestPatternsSection> {
    const { train, test } = this.#request;
    const found = this.#neighbours.results();
    const nearest = found.map(([{ distance }]) => distance);
    const farthest = [...nearest.keys()].sort((a, b) => nearest[b] - nearest[a] || a - b);
    progress.throwIfCancelled();
    const labelled = test.labels !== undefined && train.labels !== undefined;
    const agreeing = found.filter(
      ([{ row }], query) => labelled && train.labels![row] === test.labels![this.#queries[query]],
    ).length;
    return {
      queries: this.#queries.length,
      train: train.rows,
      distance: summarise(nearest),
      seen: nearest.filter((distance) => distance === 0).length / nearest.length,
      sameLabel: labelled ? agreeing / nearest.length : null,
      samples: await this.#samples(farthest.slice(0, shownSamples), found),
    };
  }

  async #samples(
    shown: readonly number[],
    found: ReturnType<PatternNeighbours['results']>,
  ): Promise<NearestPatternsSection['samples']> {
    const { train, test } = this.#request;
    const indices = shown.map((query) => this.#queries[query]);
    const rows = shown.flatMap((query) => found[query].map(({ row }) => row));
    const pictures = await picturesOf([test, indices], [train, rows]);
    return shown.map((query) => {
      const index = this.#queries[query];
      return {
        index,
        label: test.labels?.[index] ?? null,
        ...pictured(pictures.get(test)?.get(index)),
        neighbours: found[query].map((neighbour) => ({
          ...neighbour,
          label: train.labels?.[neighbour.row] ?? null,
          ...pictured(pictures.get(train)?.get(neighbour.row)),
        })),
      };
    });
  }
}

function pictured(picture: Picture | undefined): { picture?: Picture } {
  return picture ? { picture } : {};
}

/** Sites whose codes were packed, in the order in which the runner gives them. */
function patternLayouts({ siteLayouts }: ModelRunner): PatternLayout[] {
  return siteLayouts.flatMap(({ units, positions, wordsPerRow, bitsPerCode }) =>
    wordsPerRow > 0 ? [{ codes: units * positions, wordsPerRow, bitsPerCode }] : [],
  );
}

/** Codes of some samples, per site. */
async function codesOf(
  samples: SampleSet,
  indices: Int32Array,
  runner: ModelRunner,
): Promise<Float32Array[]> {
  const input = await readRows(samples, indices);
  const { sites } = await runner.run(input, indices.length);
  return sites.flatMap(({ codes }) => (codes ? [codes] : []));
}

/** Samples of each set as images, all on one scale of brightness; none where they are no images. */
async function picturesOf(
  ...wanted: (readonly [SampleSet, readonly number[]])[]
): Promise<ReadonlyMap<SampleSet, ReadonlyMap<number, Picture>>> {
  const [{ shape, file }] = wanted[0];
  const grid = imageGrid(shape, file?.rows.storedShape ?? []);
  if (!isPicturable(grid)) return new Map();
  const read: Float32Array[] = [];
  for (const [samples, indices] of wanted) read.push(await readRows(samples, indices));
  const extreme = (choose: (a: number, b: number) => number) =>
    read.map((data) => data.reduce(choose)).reduce(choose);
  const low = extreme((a, b) => Math.min(a, b));
  const high = extreme((a, b) => Math.max(a, b));
  return new Map(
    wanted.map(([samples, indices], set) => {
      const length = read[set].length / indices.length;
      const pictures = indices.map((index, i) => {
        const row = read[set].subarray(i * length, (i + 1) * length);
        return [index, imagePicture(grid, row, low, high)] as const;
      });
      return [samples, new Map(pictures)] as const;
    }),
  );
}
