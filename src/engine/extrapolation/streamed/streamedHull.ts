import { type Matrix, rowOf } from '../../linalg/matrix.ts';
import { isOver, type ProgressSink, silentProgress } from '../../progress.ts';
import { UserError } from '../../userError.ts';
import {
  type ConvexCombination,
  duplicateVerdict,
  hullTolerance,
  type HullVerdict,
} from '../hull/hullVerdict.ts';
import { marginError } from '../hull/pricingError.ts';
import { hullMembership, type HullOptions } from '../hullMembership.ts';
import { type BlockMoments, blockMoments } from './blockMoments.ts';
import { BlockPricing, type Candidate, candidateOf } from './blockPricing.ts';
import type { CoreRows } from './coreRows.ts';
import type { RowBlock, RowBlocks } from './rowBlocks.ts';

/** Rounds over all rows before a query is left undecided. */
const maximalRounds = 100;
/** Rows that join the core in a round, shared by the open queries: a pass costs the same however many it finds. */
const additions = 4096;
/** Each open query's share of them, at least and at most. */
const [leastAdditions, mostAdditions] = [4, 256];
/** Directions priced against one block at a time. */
const batch = 256;
/** Slack of the inner distances when only verdicts are asked for: a good direction without the last digits. */
const verdictGap = 0.05;

/** A query and its verdict against the core. */
interface Open {
  readonly index: number;
  readonly verdict: HullVerdict;
  readonly candidate: Candidate;
}

/**
 * {@link hullMembership} for rows that are too many to hold. Verdicts are found against a core of rows in memory; inside the core's
 * hull is inside, and a direction that separates a query from the core is held against all rows in one pass. Rows that it
 * fails on join the core, until every direction holds (column generation over blocks). Memory: the core, two blocks and the
 * queries. Certificates name rows by their numbers among all rows. When the progress sink says that time is over, one more pass
 * proves what it can; the rest is undecided.
 */
export async function streamedHullMembership(
  source: RowBlocks,
  queries: Matrix,
  options: HullOptions,
): Promise<HullVerdict[]> {
  if (queries.columns !== source.columns || source.rows === 0) {
    throw new UserError(
      `A hull needs rows of one width; there are ${source.rows} training rows of ${source.columns} columns and test rows of ${queries.columns}.`,
      { code: 'mismatch' },
    );
  }
  const { progress } = options;
  const moments = await blockMoments(source, queries, progress);
  const verdicts: HullVerdict[] = [];
  let open = Array.from({ length: queries.rows }, (_, index) => index).filter((index) => {
    const row = moments.duplicates[index];
    if (row >= 0) verdicts[index] = duplicateVerdict(row);
    return row < 0;
  });
  for (let round = 0; open.length > 0; round++) {
    progress.report('hull', queries.rows - open.length, queries.rows);
    const last = round === maximalRounds || isOver(progress);
    const candidates = await againstCore(moments.core, queries, open, options, verdicts);
    await againstAll(source, moments, candidates, options);
    open = settle(candidates, moments, options, verdicts, last);
  }
  return verdicts;
}

/** Solves the open queries against the core; those inside are done, the others come back with their direction. */
async function againstCore(
  core: CoreRows,
  queries: Matrix,
  open: readonly number[],
  options: HullOptions,
  verdicts: HullVerdict[],
): Promise<Open[]> {
  const { columns } = queries;
  const data = new Float64Array(open.length * columns);
  open.forEach((index, i) => {
    data.set(rowOf(queries, index), i * columns);
  });
  const share = Math.floor(additions / open.length);
  const violators = Math.min(mostAdditions, Math.max(leastAdditions, share));
  const found = await hullMembership(
    core.matrix(),
    { rows: open.length, columns, data },
    {
      ...options,
      distance: true,
      relativeGap: options.distance ? innerGap(options) : verdictGap,
      progress: withoutReports(options.progress),
    },
  );
  return found.flatMap((verdict, i) => {
    const index = open[i];
    const { certificate } = verdict;
    if (certificate.verdict === 'outside') {
      const candidate = candidateOf(rowOf(queries, index), certificate.direction, violators);
      return [{ index, verdict, candidate }];
    }
    verdicts[index] =
      certificate.verdict === 'inside'
        ? {
            ...verdict,
            duplicate: false,
            certificate: { ...certificate, combination: numbered(certificate.combination, core) },
          }
        : undecided(verdict.upper);
    return [];
  });
}

/** The core's own searches end with the whole search but tell nothing: their numbers would jump. */
function withoutReports(progress: ProgressSink): ProgressSink {
  return {
    report: silentProgress.report,
    throwIfCancelled: () => progress.throwIfCancelled(),
    isOver: () => isOver(progress),
  };
}

/** Half of the gap wanted: the other half is left for the rows outside the core. */
function innerGap({ relativeGap = 0.001 }: HullOptions): number {
  return relativeGap / 2;
}

/** One pass over all rows for every candidate; rows with the least margins are put into the core. */
async function againstAll(
  source: RowBlocks,
  moments: BlockMoments,
  open: readonly Open[],
  { product, progress }: { product: HullOptions['product']; progress: ProgressSink },
): Promise<void> {
  const pricing = new BlockPricing(moments, product);
  let kept = new Map<number, Matrix['data']>();
  for await (const block of source.blocks()) {
    progress.throwIfCancelled();
    for (let first = 0; first < open.length; first += batch) {
      const group = open.slice(first, first + batch).map(({ candidate }) => candidate);
      await pricing.price(block, group);
    }
    kept = stillWanted(open, kept, block);
  }
  for (const [row, values] of kept) moments.core.add(row, values);
}

/** Copies of the rows that candidates list now; a block's own rows are copied before it goes. */
function stillWanted(
  open: readonly Open[],
  kept: ReadonlyMap<number, Matrix['data']>,
  { start, matrix }: RowBlock,
): Map<number, Matrix['data']> {
  const wanted = new Map<number, Matrix['data']>();
  for (const { candidate } of open) {
    for (const row of candidate.margins.items) {
      if (row < 0 || wanted.has(row)) continue;
      wanted.set(row, kept.get(row) ?? rowOf(matrix, row - start).slice());
    }
  }
  return wanted;
}

/** Writes down the verdicts whose direction holds for every row; returns the other queries. */
function settle(
  open: readonly Open[],
  { size, centre, core }: BlockMoments,
  options: HullOptions,
  verdicts: HullVerdict[],
  last: boolean,
): number[] {
  const { distance, relativeGap = 0.001 } = options;
  return open.flatMap(({ index, verdict, candidate }) => {
    const { direction, norm, query, margins } = candidate;
    const reach = Math.sqrt(query.reduce((sum, value, k) => sum + (value - centre[k]) ** 2, 0));
    const margin = margins.keys[0] - marginError(query.length, (size + reach) * norm);
    const lower = Math.max(0, margin / norm);
    const { upper, certificate } = verdict;
    const nearest = certificate.verdict === 'outside' ? certificate.nearest : undefined;
    const proved = lower > hullTolerance * size;
    if (proved && (!distance || upper - lower <= relativeGap * upper || last)) {
      verdicts[index] = {
        ...verdict,
        lower,
        duplicate: false,
        certificate: {
          verdict: 'outside',
          direction,
          margin,
          ...(distance && nearest && { nearest: numbered(nearest, core) }),
        },
      };
      return [];
    }
    if (!last) return [index];
    verdicts[index] = undecided(upper);
    return [];
  });
}

function numbered({ rows, weights }: ConvexCombination, core: CoreRows): ConvexCombination {
  return { rows: rows.map((row) => core.numberOf(row)), weights };
}

/** The hull of all rows may be nearer than the core's: only the upper bound holds for it. */
function undecided(upper: number): HullVerdict {
  return {
    verdict: 'undecided',
    lower: 0,
    upper,
    certificate: { verdict: 'undecided' },
    duplicate: false,
  };
}
