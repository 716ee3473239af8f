import type { NeighbourhoodMethods } from '../../protocol/neighbourhood.ts';
import type { PathMethods } from '../../protocol/path.ts';
import type { SliceMethods } from '../../protocol/slice.ts';
import type { ThumbnailMethods } from '../../protocol/thumbnails.ts';
import { neighbourhoodMethods } from '../neighbourhood/neighbourhoodMethods.ts';
import type { MethodsOf } from '../process/serveAnalysis.ts';
import { OpenSlices } from './slice/openSlices.ts';
import { OpenSubjects } from './openSubjects.ts';
import { pathMethods } from './path/pathMethods.ts';
import { planeSamples } from './slice/planeSamples.ts';
import { sliceCell } from './slice/sliceCell.ts';
import { sliceCellMap } from './slice/sliceCellMap.ts';
import { sliceCodes } from './slice/sliceCodes.ts';
import { sliceJson } from './slice/sliceJson.ts';
import { sliceRaster } from './slice/sliceRaster.ts';
import { sliceSummary } from './slice/sliceSummary.ts';
import { sliceSvg } from './slice/sliceSvg.ts';
import { sliceVectors } from './slice/sliceVectors.ts';
import { sampleThumbnails } from './thumbnails.ts';

/**
 * What the explorers ask for. Models and slices stay open between requests, but every request says all it needs: after a cancelled or
 * crashed process the next one opens them again.
 */
export function explorationMethods(): MethodsOf<
  SliceMethods & PathMethods & NeighbourhoodMethods & ThumbnailMethods
> {
  const subjects = new OpenSubjects();
  const slices = new OpenSlices(subjects);
  return {
    ...neighbourhoodMethods(subjects),
    ...pathMethods(subjects),
    sampleThumbnails: (request) => sampleThumbnails(subjects, request),
    sliceSummary: async (request, progress) =>
      sliceSummary((await slices.get(request, progress)).slice),
    sliceRaster: async (request, progress) =>
      sliceRaster(await slices.get(request, progress), request, progress),
    sliceVectors: async (request, progress) =>
      sliceVectors((await slices.get(request, progress)).slice, request),
    sliceCell: async (request, progress) =>
      sliceCell(await slices.get(request, progress), request.u, request.v),
    sliceCellMap: async (request, progress) =>
      sliceCellMap(await slices.get(request, progress), request.u, request.v),
    slicePlaneSamples: async (request, progress) =>
      planeSamples(await slices.get(request, progress), request.limit, progress),
    sliceFile: async (request, progress) => {
      const { slice } = await slices.get(request, progress);
      return request.format === 'svg'
        ? sliceSvg(slice)
        : `${JSON.stringify(sliceJson(request.subject.model, slice))}\n`;
    },
    sliceCodes: async (request, progress) =>
      sliceCodes(await subjects.coded(request.subject), request, progress),
  };
}
