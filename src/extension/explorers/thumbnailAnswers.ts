import type { Queries, SampleSetName } from '../../protocol/explorer.ts';
import type { ThumbnailChoice, ThumbnailMethods } from '../../protocol/thumbnails.ts';
import { askCompute, type AnswerTable } from './queries.ts';
import { anyOf, listOf, oneOf, optional, record, whole } from './readParams.ts';

/** Which of the model's sets, or none. */
export const readSet = oneOf<SampleSetName | null>('train', 'test', null);

const choice = anyOf<ThumbnailChoice>(
  record<Extract<ThumbnailChoice, { kind: 'run' }>>({
    kind: oneOf('run'),
    start: whole(),
    count: whole(500),
    label: optional(whole()),
  }),
  record<Extract<ThumbnailChoice, { kind: 'indices' }>>({
    kind: oneOf('indices'),
    indices: listOf(whole(), 500),
  }),
);

/** The sample picker's questions, which every explorer answers. */
export const thumbnailAnswers: AnswerTable<Queries<ThumbnailMethods>> = {
  sampleThumbnails: askCompute('sampleThumbnails', record({ set: readSet, choice })),
};
