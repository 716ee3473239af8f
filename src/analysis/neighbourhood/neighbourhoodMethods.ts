import type { NeighbourhoodMethods } from '../../protocol/neighbourhood.ts';
import type { OpenSubjects } from '../exploration/openSubjects.ts';
import type { MethodsOf } from '../process/serveAnalysis.ts';
import { lookAround } from './lookAround.ts';
import { pathHyperplane, samplePath } from './samplePath.ts';
import { sampleComplexity } from './sampleComplexity.ts';

/** What the explorer of a sample's neighbourhood asks for, on the models that explorers hold open. */
export function neighbourhoodMethods(subjects: OpenSubjects): MethodsOf<NeighbourhoodMethods> {
  return {
    neighbourhood: async ({ subject, ...request }, progress) =>
      lookAround(await subjects.get(subject), { subject, ...request }, progress),
    neighbourhoodPath: async ({ subject, ...request }) =>
      samplePath(await subjects.get(subject), request),
    neighbourhoodHyperplane: async ({ subject, ...request }) =>
      pathHyperplane(await subjects.get(subject), request),
    neighbourhoodComplexity: async ({ subject, ...request }, progress) =>
      sampleComplexity(await subjects.get(subject), request, progress),
  };
}
