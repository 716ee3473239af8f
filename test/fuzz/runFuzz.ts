import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FuzzTarget } from './fuzzTarget.ts';
import { type FuzzLimits, type FuzzJob, type FuzzResult, FuzzWorker } from './fuzzWorker.ts';

export interface FuzzOptions {
  readonly seed: number;
  readonly inputs: number;
  readonly seconds: number;
  readonly workers: number;
  readonly targets: readonly FuzzTarget[];
  readonly onFinding?: (finding: FuzzFinding) => void;
}

/** An input that neither gave a result nor one sentence. */
export interface FuzzFinding extends FuzzJob {
  readonly what: string;
}

/** What became of the inputs of one target. */
export interface FuzzCount {
  accepted: number;
  refused: number;
  findings: number;
  /** Native code ended its process, which in the product is the compute process's to survive. */
  contained: number;
}

const limits: FuzzLimits = { cpuSeconds: 5, wallSeconds: 300, memoryBytes: 1.5e9 };

/**
 * Feeds inputs to the targets by their shares, until there were enough or the time is up. Input i has the seed `seed + i`: alone,
 * with its target, it is made again.
 */
export async function runFuzz(options: FuzzOptions): Promise<ReadonlyMap<string, FuzzCount>> {
  const counts = new Map<string, FuzzCount>();
  const folder = mkdtempSync(join(tmpdir(), 'model-geometry-fuzz-'));
  const end = performance.now() + 1000 * options.seconds;
  let next = 0;
  const work = async (_: unknown, index: number): Promise<void> => {
    const worker = new FuzzWorker(join(folder, String(index)), limits);
    try {
      while (next < options.inputs && performance.now() < end) {
        const target = targetOf(options.targets, next);
        const job = { target: target.name, seed: options.seed + next++ };
        record(await worker.feed(job), job, target, counts, options);
      }
    } finally {
      worker.end();
    }
  };
  try {
    await Promise.all(Array.from({ length: options.workers }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  return counts;
}

/** The targets take turns, those of a larger share more of them. */
function targetOf(targets: readonly FuzzTarget[], input: number): FuzzTarget {
  const shares = targets.reduce((sum, { share }) => sum + share, 0);
  let left = (input * 7919) % shares;
  for (const target of targets) {
    left -= target.share;
    if (left < 0) return target;
  }
  throw new Error('targets without shares');
}

function record(
  result: FuzzResult,
  job: FuzzJob,
  target: FuzzTarget,
  counts: Map<string, FuzzCount>,
  { onFinding }: FuzzOptions,
): void {
  const count = counts.get(target.name) ?? { accepted: 0, refused: 0, findings: 0, contained: 0 };
  counts.set(target.name, count);
  if ('outcome' in result) count[result.outcome]++;
  else if (result.ended === true && target.runsNativeCode === true) count.contained++;
  else {
    count.findings++;
    onFinding?.({ ...job, what: result.finding });
  }
}
