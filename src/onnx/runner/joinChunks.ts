import { type ChunkResult, type ModelRunner, type SiteChunk } from '../runner.ts';

/** One result for rows that were run in several blocks; for no block at all, empty arrays of the runner's layout. */
export function joinChunks(chunks: readonly ChunkResult[], runner: ModelRunner): ChunkResult {
  return {
    rows: chunks.reduce((rows, chunk) => rows + chunk.rows, 0),
    logits: joined(chunks.map(({ logits }) => logits)),
    values: runner.valueWidths.map(
      (_, index) => joined(chunks.map(({ values }) => values[index])) ?? new Float32Array(0),
    ),
    sites: runner.siteLayouts.map((_, index) =>
      joinSites(chunks.map(({ sites }) => sites[index]!)),
    ),
  };
}

function joinSites(sites: readonly SiteChunk[]): SiteChunk {
  return {
    counts: sum(sites.map(({ counts }) => counts)),
    codes: joined(sites.map(({ codes }) => codes)),
    boundaryDistance: joined(sites.map(({ boundaryDistance }) => boundaryDistance)),
  };
}

/** `undefined` parts mean that nothing was asked for: then all are. */
function joined(parts: readonly (Float32Array | undefined)[]): Float32Array | undefined {
  const present = parts.filter((part) => part !== undefined);
  if (present.length === 0) return undefined;
  const whole = new Float32Array(present.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of present) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function sum(parts: readonly (Float64Array | undefined)[]): Float64Array | undefined {
  const [first, ...others] = parts;
  const total = first?.slice();
  for (const part of others) part?.forEach((count, unit) => (total![unit]! += count));
  return total;
}
