import type { PathQueries, SampleSetName } from '../../protocol/explorer.ts';
import type { PathLookRequest, PathPointRequest } from '../../protocol/path.ts';
import type { ExplorerKind } from './explorerKind.ts';
import { askCompute, computed, type AnswerTable } from './queries.ts';
import {
  finite,
  NotOfProtocolError,
  oneOf,
  optional,
  type Reader,
  record,
  whole,
} from './readParams.ts';
import { saveText } from './saveExport.ts';
import { readSet, thumbnailAnswers } from './thumbnailAnswers.ts';

interface Named {
  readonly set: SampleSetName | null;
}

const flag = oneOf(true, false);

/** Longer names and drawings are no page of ours. */
const [longestName, longestDrawing] = [1000, 64e6];

function text(longest: number): Reader<string> {
  return (value) => {
    if (typeof value === 'string' && value.length <= longest) return value;
    throw new NotOfProtocolError(`a text of at most ${String(longest)} characters`);
  };
}

const line = { set: readSet, from: whole(), to: whole() };

const readLook = record<Omit<PathLookRequest, 'subject'> & Named>({
  ...line,
  space: optional(text(longestName)),
  beyond: optional(flag),
  trajectory: optional(flag),
});

const readDrawing = record<{ readonly svg: string }>({ svg: text(longestDrawing) });

const answers: AnswerTable<PathQueries> = {
  ...thumbnailAnswers,
  path: askCompute('path', readLook),
  pathPoint: askCompute(
    'pathPoint',
    record<Omit<PathPointRequest, 'subject'> & Named>({ ...line, t: finite }),
  ),
  savePath: async (params, context) => {
    const { path } = await computed('path', readLook(params), context);
    const json = `${JSON.stringify(path, null, 2)}\n`;
    return saveText(json, 'json', 'path', context.samples.model);
  },
  savePathDrawing: (params, { samples }) =>
    saveText(readDrawing(params).svg, 'svg', 'path', samples.model),
};

/** "Explore Path Between Two Samples". */
export const pathExplorer: ExplorerKind = {
  name: 'path',
  command: 'explorePath',
  title: 'Path',
  answers,
};
