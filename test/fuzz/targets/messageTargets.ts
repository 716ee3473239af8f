import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { analysisMethods } from '../../../src/analysis/methods.ts';
import type { Channel } from '../../../src/analysis/process/channel.ts';
import { inProcessChannel } from '../../support/inProcessChannel.ts';
import { serveAnalysis } from '../../../src/analysis/process/serveAnalysis.ts';
import { AnalysisSession } from '../../../src/analysis/process/session.ts';
import {
  CancelledError,
  ComputeDefectError,
  ComputeEndedError,
} from '../../../src/analysis/process/sessionErrors.ts';
import { UserError } from '../../../src/engine/userError.ts';
import type { RandomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { readExplorerMessage } from '../../../src/extension/explorers/readExplorerMessage.ts';
import { NotOfProtocolError } from '../../../src/extension/explorers/readParams.ts';
import { readModelPageMessage } from '../../../src/extension/modelEditor/readModelPageMessage.ts';
import { readPageMessage } from '../../../src/extension/readPageMessage.ts';
import { isReportId } from '../../../src/extension/reportRecord.ts';
import type { ComputeToHost, HostToCompute, MethodName } from '../../../src/protocol/analysis.ts';
import { digitsRequest } from '../../support/sampleRequest.ts';
import { type FuzzOutcome, type FuzzTarget, outcomeOf, pick } from '../fuzzTarget.ts';
import { mutateJson, randomValue } from '../mutate/mutateJson.ts';
import { fixturePath } from './seeds.ts';

const { model, test: samples, preprocess } = digitsRequest;
const subject = { model, samples: { ...samples!, limit: 50 }, preprocess };
const plane = { kind: 'anchors', samples: [0, 1, 2], margin: 0.1 };
const partition = { subject, plane, budget: { cells: 200, seconds: 1 } };
const viewport = { u0: 0, v0: 0, u1: 1, v1: 1 };
const around = { subject, sample: 3 };

/** A good request for every method that a page can have asked. */
const requests: Readonly<Record<string, unknown>> = {
  sampleThumbnails: { subject, choice: { kind: 'run', start: 0, count: 5, label: 3 } },
  sliceSummary: partition,
  sliceRaster: { ...partition, viewport, width: 8, height: 8, colouring: 'class' },
  sliceVectors: { ...partition, viewport, maxEdges: 100 },
  sliceCell: { ...partition, u: 0.5, v: 0.5 },
  slicePlaneSamples: { ...partition, limit: 20 },
  sliceCodes: { subject, plane, viewport, side: 4 },
  sliceFile: { ...partition, format: 'json' },
  path: { subject, from: 0, to: 1, beyond: true, trajectory: true },
  pathPoint: { subject, from: 0, to: 1, t: 0.5 },
  neighbourhood: { ...around, norm: 'maximum', mostCells: 10 },
  neighbourhoodPath: around,
  neighbourhoodHyperplane: { ...around, row: 0 },
  neighbourhoodComplexity: around,
  inspectModel: { model },
  inspectLayers: { model, first: 0, count: 1 },
  findData: { model: fixturePath('onnx', 'dense.onnx') },
};

/** A request with another meaning, or none: exactly one answer, and a sentence for it when its types are right. */
async function feedRequest(rng: RandomGenerator): Promise<FuzzOutcome> {
  const keepTypes = rng.integer(3) > 0;
  const method = pick(rng, Object.keys(requests));
  const good: Extract<HostToCompute, { type: 'request' }> = {
    type: 'request',
    id: 1,
    method: method as MethodName,
    params: requests[method],
  };
  const message = keepTypes
    ? { ...good, params: mutateJson(good.params, rng, { keepTypes }) }
    : mutateJson(good, rng);
  const reply = await answerTo(message);
  if (reply === undefined) return 'refused';
  if (reply.type === 'ok') return 'accepted';
  assert.equal(reply.type, 'error');
  if (!reply.user && !keepTypes) return 'refused';
  if (!reply.user) throw new Error(`a defect: ${JSON.stringify(message)}\n${reply.stack}`);
  return outcomeOf(() => {
    throw new UserError(reply.message);
  });
}

/** The last message before the next request is answered; `undefined` when a message without an id gets no answer. */
function answerTo(message: unknown): Promise<ComputeToHost | undefined> {
  const hasId = typeof (message as { id?: unknown } | null | undefined)?.id === 'number';
  return new Promise((resolve) => {
    let receive: (message: unknown) => void = () => undefined;
    serveAnalysis(() => Promise.resolve(analysisMethods), {
      post: (reply) => {
        if (reply.type === 'ok' || reply.type === 'error') resolve(structuredClone(reply));
      },
      onMessage: (listener) => (receive = listener),
      closed: false,
    });
    receive(message);
    if (!hasId) setImmediate(() => resolve(undefined));
  });
}

/** What a compute process may say: whatever it is, the request ends and the next one is answered. */
async function feedReply(rng: RandomGenerator): Promise<FuzzOutcome> {
  const messages: unknown[] = [
    { type: 'ready' },
    { type: 'progress', id: 1, stage: 'x', done: 1, total: 2 },
    { type: 'ok', id: 1, result: [] },
    { type: 'error', id: 1, message: 'Give another.', user: true, code: 'input' },
  ];
  const said = Array.from({ length: 4 }, () =>
    rng.integer(3) === 0 ? randomValue(rng) : mutateJson(pick(rng, messages), rng),
  );
  let opened = 0;
  const session = new AnalysisSession(() => (opened++ === 0 ? talkative(said) : honest()));
  try {
    return await settled(session.request('findData', { model: 'm.onnx' }));
  } finally {
    assert.deepEqual(await session.request('findData', { model: 'm.onnx' }), []);
    session.dispose();
  }
}

async function settled(request: Promise<unknown>): Promise<FuzzOutcome> {
  try {
    await request;
    return 'accepted';
  } catch (error) {
    const known = [UserError, ComputeEndedError, ComputeDefectError, CancelledError];
    assert.ok(
      known.some((type) => error instanceof type),
      String(error),
    );
    return 'refused';
  }
}

/** Says what it was told to, then ends. */
function talkative(said: readonly unknown[]): Channel {
  let end: (reason: { reason: string; detail: string }) => void = () => undefined;
  let listener: (message: unknown) => void = () => undefined;
  return {
    post() {
      setImmediate(() => {
        for (const message of said) listener(message);
        end({ reason: 'exit code 0', detail: '' });
      });
    },
    onMessage: (listen) => (listener = listen),
    onEnd: (listen) => (end = listen),
    end: () => undefined,
  };
}

function honest(): Channel {
  return inProcessChannel(() => Promise.resolve({ findData: () => Promise.resolve([]) }));
}

const pageMessages: readonly unknown[] = [
  { type: 'ready' },
  { type: 'rerun' },
  { type: 'save', format: 'html' },
  { type: 'saveFile', name: 'table.csv', content: 'a,b', encoding: 'text' },
  { type: 'painted', ms: 12 },
  { type: 'ask', id: 3, query: 'sliceCell', params: { set: 'test', u: 1, v: 2 } },
  { type: 'cancel' },
  { type: 'diagnose' },
];

/** What a page may say: every reader gives a message of the protocol or none. */
function feedPage(rng: RandomGenerator): Promise<FuzzOutcome> {
  const value = rng.integer(3) === 0 ? randomValue(rng) : mutateJson(pick(rng, pageMessages), rng);
  const page = readPageMessage(value);
  if (page?.type === 'saveFile') {
    // The name becomes a file's: no folder, no other extension.
    assert.equal(join('/folder', page.name), `/folder/${page.name}`);
    assert.match(page.name, /\.(csv|svg|png)$/);
  }
  assert.ok(!isReportId(value) || !String(value).includes('/'));
  const known = [page, readModelPageMessage(value), explorerMessage(value)];
  return Promise.resolve(known.some((message) => message !== undefined) ? 'accepted' : 'refused');
}

function explorerMessage(value: unknown): unknown {
  try {
    return readExplorerMessage(value);
  } catch (error) {
    if (error instanceof NotOfProtocolError) return undefined;
    throw error;
  }
}

/** Doors for messages. */
export const messageTargets: readonly FuzzTarget[] = [
  { name: 'host-to-compute', share: 4, runsNativeCode: true, feed: feedRequest },
  { name: 'compute-to-host', share: 4, feed: feedReply },
  { name: 'page-to-host', share: 4, feed: feedPage },
];
