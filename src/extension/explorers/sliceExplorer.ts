import type { SlicePartitionParams, SliceQueries } from '../../protocol/explorer.ts';
import type {
  PlaneRectangle,
  SliceColouring,
  SliceFileRequest,
  SlicePartitionRequest,
  SlicePlaneRequest,
  SliceWindowRequest,
} from '../../protocol/slice.ts';
import type { ExplorerKind } from './explorerKind.ts';
import { askCompute, computed, type AnswerTable } from './queries.ts';
import {
  anyOf,
  finite,
  listOf,
  oneOf,
  optional,
  type Reader,
  record,
  whole,
} from './readParams.ts';
import { savePng, saveText } from './saveExport.ts';
import { readSet, thumbnailAnswers } from './thumbnailAnswers.ts';

/** Inputs of more numbers than this are given by samples. */
const longestInput = 1e6;

const rectangle = record<PlaneRectangle>({ u0: finite, v0: finite, u1: finite, v1: finite });

const three: Reader<readonly [number, number, number]> = (value) => {
  const [a, b, c] = listOf(whole(), 3)(value);
  return [whole()(a), whole()(b), whole()(c)];
};

const window = anyOf<SliceWindowRequest>(
  record<Extract<SliceWindowRequest, { kind: 'anchors' }>>({
    kind: oneOf('anchors'),
    samples: three,
    margin: optional(finite),
  }),
  record<Extract<SliceWindowRequest, { kind: 'parallelogram' }>>({
    kind: oneOf('parallelogram'),
    origin: listOf(finite, longestInput),
    u: listOf(finite, longestInput),
    v: listOf(finite, longestInput),
  }),
);

const plane = anyOf<SlicePlaneRequest>(
  record<Extract<SlicePlaneRequest, { kind: 'inputs' }>>({ kind: oneOf('inputs') }),
  window,
);

const partition = {
  set: readSet,
  plane,
  window: optional(rectangle),
  budget: record<SlicePartitionRequest['budget']>({ cells: whole(5e6), seconds: finite }),
};

const readFile = record({
  ...partition,
  format: oneOf<SliceFileRequest['format']>('svg', 'json'),
});

const answers: AnswerTable<SliceQueries> = {
  ...thumbnailAnswers,
  sliceSummary: askCompute('sliceSummary', record<SlicePartitionParams>(partition)),
  sliceRaster: askCompute(
    'sliceRaster',
    record({
      ...partition,
      viewport: rectangle,
      width: whole(8192),
      height: whole(8192),
      colouring: oneOf<SliceColouring>('class', 'layer', 'area', 'density', 'confidence'),
    }),
  ),
  sliceVectors: askCompute(
    'sliceVectors',
    record({ ...partition, viewport: rectangle, maxEdges: whole(1e5) }),
  ),
  sliceCell: askCompute('sliceCell', record({ ...partition, u: finite, v: finite })),
  sliceCellMap: askCompute('sliceCellMap', record({ ...partition, u: finite, v: finite })),
  slicePlaneSamples: askCompute('slicePlaneSamples', record({ ...partition, limit: whole(1e5) })),
  sliceCodes: askCompute(
    'sliceCodes',
    record({
      set: readSet,
      plane: window,
      viewport: anyOf<PlaneRectangle | null>(oneOf(null), rectangle),
      side: whole(256),
    }),
  ),
  savePng: savePng('slice'),
  saveSlice: async (params, context) => {
    const request = readFile(params);
    const text = await computed('sliceFile', request, context);
    return saveText(text, request.format, 'slice', context.samples.model);
  },
};

/** "Explore 2-D Slice". */
export const sliceExplorer: ExplorerKind = {
  name: 'slice',
  command: 'exploreSlice',
  title: 'Slice',
  answers,
};
