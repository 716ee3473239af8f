import {
  type DecisionPath,
  decisionPath,
} from '../../engine/regions/neighbourhood/decisionPath.ts';
import { effectiveHyperplane } from '../../engine/regions/neighbourhood/effectiveHyperplane.ts';
import { placeOf } from '../../engine/regions/partition/piecewiseLinearMap.ts';
import { UserError } from '../../engine/userError.ts';
import type {
  DecisionPathReply,
  HyperplaneReply,
  HyperplaneRequest,
} from '../../protocol/neighbourhood.ts';
import type { ExploredSubject } from '../exploration/exploredSubject.ts';
import { inputPainter, largestMagnitude } from './samplePictures.ts';

type PathRequest = Omit<HyperplaneRequest, 'row' | 'subject'>;

/** The half-spaces that lead to a sample's prediction (geometry-spec D47). Throws UserError for a sample that is not there. */
export async function samplePath(
  subject: ExploredSubject,
  request: PathRequest,
): Promise<DecisionPathReply> {
  const { sites } = subject.region.network;
  const { path } = await decisionsOf(subject, request);
  const places = Array.from(path.units, (unit, i) => placeOf(sites[path.sites[i]], unit));
  return {
    layers: sites.map(({ name, op }) => ({ layer: name, op })),
    layer: path.sites,
    unit: Int32Array.from(places, ({ channel }) => channel),
    position: Int32Array.from(places, ({ position }) => position),
    threshold: path.thresholds,
    rival: path.rivals,
    margin: path.margins,
    distance: path.distances,
  };
}

/** One half-space of that path in input coordinates. Throws UserError for a row that is not there. */
export async function pathHyperplane(
  subject: ExploredSubject,
  { row, ...request }: Omit<HyperplaneRequest, 'subject'>,
): Promise<HyperplaneReply> {
  const { point, path } = await decisionsOf(subject, request);
  if (!(Number.isInteger(row) && row >= 0 && row < path.units.length)) {
    throw new UserError(
      `There is no decision ${row} on the way of sample ${request.sample}: it has ${path.units.length}, counted from 0.`,
    );
  }
  const rival = path.rivals[row];
  const facet = { site: path.sites[row], unit: path.units[row], threshold: path.thresholds[row] };
  const { normal, offset } = await effectiveHyperplane(subject.region.network.linearised(), point, {
    ...facet,
    ...(rival >= 0 && { rival }),
  });
  const painter = await inputPainter(subject);
  return {
    normal,
    offset,
    picture: painter?.direction(normal) ?? null,
    largest: largestMagnitude(normal),
  };
}

async function decisionsOf(
  { region }: ExploredSubject,
  { sample, norm = 'euclidean' }: PathRequest,
): Promise<{ readonly point: Float64Array; readonly path: DecisionPath }> {
  const point = await region.sample(sample);
  const slopes = await region.network.linearised().slopes(point, norm);
  return { point, path: decisionPath(region.network.sites, slopes) };
}
