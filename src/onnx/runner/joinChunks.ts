import { type UnitExtremesBlock } from '../../engine/hyperplanes/unitExtremes.ts';
import { type ChunkResult, type PositionWords, type SiteChunk } from '../runner.ts';

/** One result for rows that were run in several blocks, at least one. */
export function joinChunks(chunks: readonly ChunkResult[]): ChunkResult {
  const [first] = chunks;
  if (first === undefined) throw new RangeError('no chunks to join');
  return {
    rows: chunks.reduce((rows, chunk) => rows + chunk.rows, 0),
    logits: joined(chunks.map(({ logits }) => logits)),
    values: first.values.map((_, index) => joined(chunks.map(({ values }) => values[index]!))),
    sites: first.sites.map((_, index) => joinSites(chunks.map(({ sites }) => sites[index]!))),
  };
}

function joinSites(sites: readonly SiteChunk[]): SiteChunk {
  return {
    counts: sum(sites.map(({ counts }) => counts)),
    saturatedCounts: sum(sites.map(({ saturatedCounts }) => saturatedCounts)),
    ...joinPositions(sites.flatMap(({ positionCounts }) => positionCounts ?? [])),
    softBandCount: sites.reduce<number | undefined>(
      (total, { softBandCount }) =>
        softBandCount === undefined ? total : (total ?? 0) + softBandCount,
      undefined,
    ),
    codes: joined(sites.map(({ codes }) => codes)),
    boundaryDistance: joined(sites.map(({ boundaryDistance }) => boundaryDistance)),
    ...(sites[0]!.extremes && { extremes: renumbered(sites.map(({ extremes = [] }) => extremes)) }),
  };
}

/** All chunks count, or all give codes. */
function joinPositions(
  parts: readonly (Float64Array | PositionWords)[],
): Pick<SiteChunk, 'positionCounts'> {
  const [first] = parts;
  if (first === undefined) return {};
  const counts = parts.filter((part) => part instanceof Float64Array);
  if (first instanceof Float64Array) return { positionCounts: sum(counts)! };
  const words = parts.flatMap((part) => (part instanceof Float64Array ? [] : part.words));
  return { positionCounts: { ...first, words: joined(words) } };
}

/** Blocks of several chunks, numbered through. */
function renumbered(chunks: readonly (readonly UnitExtremesBlock[])[]): UnitExtremesBlock[] {
  let firstRow = 0;
  return chunks.flat().map((block) => {
    const moved = { ...block, firstRow };
    firstRow += block.rows;
    return moved;
  });
}

/** What was not asked for is `undefined` in every part. */
function joined<T extends Float32Array | undefined>(parts: readonly T[]): T | Float32Array {
  const present = parts.filter((part) => part !== undefined);
  if (present.length === 0) return parts[0]!;
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
