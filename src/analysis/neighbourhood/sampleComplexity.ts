import type { ProgressSink } from '../../engine/progress.ts';
import { crossPolytopeVertices, randomFrame } from '../../engine/regions/localComplexity.ts';
import { vertexCrossings } from '../../engine/regions/neighbourhood/vertexCrossings.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import type { ComplexityReply, NeighbourhoodRequest } from '../../protocol/neighbourhood.ts';
import type { ExploredSubject } from '../exploration/exploredSubject.ts';
import { nearestDistance } from '../exploration/nearestDistance.ts';
import { pointsOf } from './classTargets.ts';

/** Radii as shares of the distance between nearest samples, or of 1 where that is not known. */
const shares = [0.01, 0.03, 0.1, 0.3, 1];
const mostDirections = 25;
/** Samples among which neighbours are looked for: this many, fewer where they are long. */
const mostRows = 2000;
const mostNumbers = 2 ** 23;

/**
 * Units that switch around one sample at several radii (geometry-spec D12), in float64: complete at the first layer, a lower bound at
 * later ones. The frame is the same for all radii.
 */
export async function sampleComplexity(
  subject: ExploredSubject,
  { sample }: Pick<NeighbourhoodRequest, 'sample'>,
  progress: ProgressSink,
): Promise<ComplexityReply> {
  const { network } = subject.region;
  const { inputLength, sites } = network;
  const point = { rows: 1, columns: inputLength, data: await subject.region.sample(sample) };
  const directions = Math.min(mostDirections, inputLength);
  const frame = randomFrame(inputLength, directions, randomGenerator(0));
  const median = await nearestOf(subject, progress);
  const unit = median > 0 ? median : 1;
  const radii: ComplexityReply['radii'][number][] = [];
  for (const share of shares) {
    progress.throwIfCancelled();
    const { data, rows } = crossPolytopeVertices(point, frame, share * unit);
    const crossings: number[] = [];
    for (const [index, site] of sites.entries()) {
      crossings.push(vertexCrossings(site, await network.evaluate(data, rows, index)));
    }
    radii.push({ radius: share * unit, crossings });
  }
  return { layers: sites.map(({ name }) => name), nearestDistance: median, directions, radii };
}

const known = new WeakMap<ExploredSubject, Promise<number>>();

/** Median distance between nearest ones of the first samples; read once while the samples are open. */
function nearestOf(subject: ExploredSubject, progress: ProgressSink): Promise<number> {
  let found = known.get(subject);
  if (!found) known.set(subject, (found = readNearest(subject, progress)));
  return found;
}

async function readNearest(
  { region, request }: ExploredSubject,
  progress: ProgressSink,
): Promise<number> {
  const columns = region.network.inputLength;
  const { rows, read } = pointsOf(region);
  const count = Math.min(rows, mostRows, Math.max(2, Math.floor(mostNumbers / columns)));
  const first = { rows: count, columns, data: Float32Array.from(await read(0, count)) };
  return (await nearestDistance(first, progress, request.threads)).median;
}
