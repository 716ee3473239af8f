import type { PathMethods, PathPoint, PathPointRequest } from '../../../protocol/path.ts';
import { imagePicture, isPicturable } from '../../images/picture.ts';
import type { MethodsOf } from '../../process/serveAnalysis.ts';
import type { OpenSubjects } from '../openSubjects.ts';
import { measurePath } from './path.ts';

/** What the path explorer asks for; models stay open between requests. */
export function pathMethods(subjects: OpenSubjects): MethodsOf<PathMethods> {
  return {
    path: async ({ subject: request, space, ...line }, progress) => {
      const subject = { ...request, ...(space !== undefined && { space }) };
      const { region } = await subjects.get(subject);
      return {
        path: await measurePath(region, { ...subject, ...line }, progress),
        spaces: region.spaces,
      };
    },
    pathPoint: (request) => pathPoint(subjects, request),
  };
}

/** The samples mixed as the line mixes them, as an image. Throws UserError for samples that are not there. */
async function pathPoint(
  subjects: OpenSubjects,
  { subject, from, to, t }: PathPointRequest,
): Promise<PathPoint> {
  const model = await subjects.coded(subject);
  const { grid } = model;
  if (!isPicturable(grid)) return { picture: null };
  const [start, end] = [await model.sample(from), await model.sample(to)];
  const [low, high] = await model.valueRange();
  const mixed = start.map((value, i) => value + t * (end[i]! - value));
  return { picture: imagePicture(grid, mixed, low, high) };
}
