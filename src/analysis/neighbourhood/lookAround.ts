import type { ProgressSink } from '../../engine/progress.ts';
import { inRadius } from '../../engine/regions/neighbourhood/inRadius.ts';
import type { BoundaryPoint } from '../../engine/regions/neighbourhood/nearBoundary.ts';
import type { Neighbourhood, NeighbourhoodRequest } from '../../protocol/neighbourhood.ts';
import type { ExploredSubject } from '../exploration/exploredSubject.ts';
import { Stopwatch } from '../stopwatch.ts';
import { classTargets, pointsOf } from './classTargets.ts';
import { localMapSection, pointsWithin } from './localMapSection.ts';
import { type InputPainter, inputPainter, largestMagnitude } from './samplePictures.ts';
import { distancesOf, sampleDistances } from './sampleDistances.ts';

/** Facets named in a look around. */
const facetCount = 20;

/** Everything a look around one sample shows at once (geometry-spec D5, D10, D11, D19). Throws UserError for a sample that is not there. */
export async function lookAround(
  subject: ExploredSubject,
  { sample, norm = 'euclidean', mostCells = 0 }: NeighbourhoodRequest,
  progress: ProgressSink,
): Promise<Neighbourhood> {
  const watch = new Stopwatch(progress);
  const { network, outputs, limits } = subject.region;
  const point = await subject.region.sample(sample);
  const label = (await subject.labels())?.[sample] ?? null;
  const hasClasses = outputs !== 'numbers';
  const targets = hasClasses ? await classTargets(network, pointsOf(subject.region)) : [];
  const options = { norm, mostCells, facets: facetCount, targets, progress };
  const named = { point, sample, label };
  const { section, found } = await sampleDistances(network, named, options);
  const painter = await inputPainter(subject);
  // Maps are checked within a Euclidean ball, whichever norm is shown.
  const radius =
    norm === 'euclidean'
      ? found.inRadius
      : inRadius(network.sites, await network.linearised().slopes(point, 'euclidean'));
  const checkedAt = pointsWithin(radius, point);
  const map = await localMapSection(network, point, found.scores, { checkedAt, painter });
  const nearest = hasClasses ? found.nearest : undefined;
  const boundaryScores = nearest
    ? [...(await network.evaluate(nearest.point, 1, network.sites.length))]
    : null;
  return {
    ...distancesOf(section, outputs),
    outputs,
    norm,
    map,
    pictures: painter ? picturesOf(painter, point, nearest) : null,
    boundaryScores,
    limits,
    milliseconds: watch.timings().totalMs,
  };
}

function picturesOf(
  painter: InputPainter,
  point: Float64Array,
  nearest: BoundaryPoint | undefined,
): Neighbourhood['pictures'] {
  const difference = nearest?.point.map((value, i) => value - point[i]);
  return {
    sample: painter.input(point),
    boundary: nearest ? painter.input(nearest.point) : null,
    difference: difference ? painter.direction(difference) : null,
    largestDifference: difference ? largestMagnitude(difference) : 0,
  };
}
