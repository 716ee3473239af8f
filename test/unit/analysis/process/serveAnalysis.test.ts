import { strict as assert } from 'node:assert';
import { inProcessChannel } from '../../../support/inProcessChannel.ts';
import type { MethodTable } from '../../../../src/analysis/process/serveAnalysis.ts';
import { AnalysisSession } from '../../../../src/analysis/process/session.ts';
import {
  CancelledError,
  ComputeDefectError,
  UserError,
} from '../../../../src/analysis/process/sessionErrors.ts';
import type { HostToCompute } from '../../../../src/protocol/analysis.ts';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The line with a fake engine behind it. */
function channelTo(findData: MethodTable['findData']) {
  return inProcessChannel(async () => ({
    diagnose: () => Promise.reject(new Error('not asked for')),
    findData,
  }));
}

const ask = (findData: MethodTable['findData'], signal?: AbortSignal) =>
  new AnalysisSession(() => channelTo(findData)).request(
    'findData',
    { model: 'm.onnx' },
    signal === undefined ? {} : { signal },
  );

describe('serveAnalysis behind the in-process channel', () => {
  it('hands the parameters to the method and its result back, both as copies', async () => {
    const result = [{ reference: 'a.npy', role: 'samples', description: '', rows: 3 }] as const;
    const reply = await ask(async ({ model }) => (assert.equal(model, 'm.onnx'), result));
    assert.deepEqual(reply, result);
    assert.notEqual(reply, result);
  });

  it('tells an error meant for the user from a defect', async () => {
    await assert.rejects(
      ask(() => Promise.reject(new UserError('Give a model.', { code: 'mismatch' }))),
      (error) => error instanceof UserError && error.code === 'mismatch',
    );
    await assert.rejects(
      ask(() => Promise.reject(new TypeError('x is undefined'))),
      (error) => error instanceof ComputeDefectError && /TypeError/.test(error.stack ?? ''),
    );
  });

  it('tells the user that memory ran out, whoever says so', async () => {
    for (const words of [
      'Array buffer allocation failed',
      'std::bad_alloc',
      'bad allocation',
      'Failed to allocate memory for requested buffer of size 1099511627776',
    ]) {
      const run = ask(() => Promise.reject(new RangeError(words)));
      await assert.rejects(run, /^UserError: Memory ran out; run it again with fewer rows/);
    }
  });

  it('answers even when a method throws something that is no error', async () => {
    await assert.rejects(
      ask(() => Promise.reject('just text')),
      /just text/,
    );
  });

  it('stops a method at its next progress call once the request is cancelled', async () => {
    const abort = new AbortController();
    let stoppedBy: unknown;
    const request = ask(async (_, progress) => {
      try {
        for (;;) {
          progress.throwIfCancelled();
          await tick();
        }
      } catch (error) {
        stoppedBy = error;
        throw error;
      }
    }, abort.signal);
    setTimeout(() => abort.abort(), 10);
    await assert.rejects(request, CancelledError);
    await tick();
    await tick();
    assert.ok(stoppedBy instanceof CancelledError);
  });

  it('tells a method that said it can end early when to end, and its answer is the reply', async () => {
    const finish = new AbortController();
    const found = [{ reference: 'part', role: 'other', description: '', rows: 1 }] as const;
    const session = new AnalysisSession(() =>
      channelTo(async (_, progress) => {
        assert.equal(progress.isOver!(), false);
        progress.endable!();
        progress.report('searching', 0, 0);
        while (!progress.isOver!()) await tick();
        return found;
      }),
    );
    const reply = await session.request(
      'findData',
      { model: 'm.onnx' },
      { finish: finish.signal, onProgress: () => finish.abort() },
    );
    assert.deepEqual(reply, found);
  });

  it('refuses a method it does not know, also one that every object has', async () => {
    for (const method of ['shutdown', 'toString', '__proto__']) {
      const channel = channelTo(() => Promise.resolve([]));
      const replies: unknown[] = [];
      channel.onMessage((message) => replies.push(message));
      channel.post({ type: 'request', id: 7, method, params: {} } as unknown as HostToCompute);
      for (let i = 0; i < 5; i++) await tick();
      const last = replies.at(-1) as { type: string; id: number; user: boolean };
      assert.equal(last.type, 'error');
      assert.equal(last.id, 7);
      assert.equal(last.user, false);
    }
  });

  it('answers the next request after a message that makes no sense', async () => {
    const channel = channelTo(() => Promise.resolve([]));
    for (const nonsense of [null, 17, 'request', { type: 'request' }, { id: 'one' }]) {
      channel.post(nonsense as unknown as HostToCompute);
    }
    const session = new AnalysisSession(() => channel);
    assert.deepEqual(await session.request('findData', { model: 'm.onnx' }), []);
  });
});
