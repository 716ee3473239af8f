import type { NeighbourhoodQueries, SampleSetName } from '../../protocol/explorer.ts';
import type { HyperplaneRequest, NeighbourhoodRequest } from '../../protocol/neighbourhood.ts';
import type { ExplorerKind } from './explorerKind.ts';
import { askCompute, type AnswerTable } from './queries.ts';
import { oneOf, optional, record, whole } from './readParams.ts';
import { readSet, thumbnailAnswers } from './thumbnailAnswers.ts';

interface Named {
  readonly set: SampleSetName | null;
}

/** Cells that a page may have searched. */
const mostCells = 1e6;

const around = {
  set: readSet,
  sample: whole(),
  norm: optional(oneOf<NonNullable<NeighbourhoodRequest['norm']>>('euclidean', 'maximum')),
};

const readAround = record<Omit<NeighbourhoodRequest, 'subject' | 'mostCells'> & Named>(around);

const answers: AnswerTable<NeighbourhoodQueries> = {
  ...thumbnailAnswers,
  neighbourhood: askCompute(
    'neighbourhood',
    record<Omit<NeighbourhoodRequest, 'subject'> & Named>({
      ...around,
      mostCells: optional(whole(mostCells)),
    }),
  ),
  neighbourhoodPath: askCompute('neighbourhoodPath', readAround),
  neighbourhoodHyperplane: askCompute(
    'neighbourhoodHyperplane',
    record<Omit<HyperplaneRequest, 'subject'> & Named>({ ...around, row: whole() }),
  ),
  neighbourhoodComplexity: askCompute('neighbourhoodComplexity', readAround),
};

/** "Explore Around a Sample". */
export const neighbourhoodExplorer: ExplorerKind = {
  name: 'neighbourhood',
  command: 'exploreNeighbourhood',
  title: 'Around a Sample',
  answers,
};
