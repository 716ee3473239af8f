import { strict as assert } from 'node:assert';
import { fileURLToPath } from 'node:url';
import type { Channel } from '../../../../src/analysis/process/channel.ts';
import { forkedChannel } from '../../../../src/analysis/process/forkedChannel.ts';
import { AnalysisSession, type RequestProgress } from '../../../../src/analysis/process/session.ts';
import {
  CancelledError,
  ComputeDefectError,
  ComputeEndedError,
  UserError,
} from '../../../../src/analysis/process/sessionErrors.ts';
import { isAlive, waitUntil } from '../../../support/processes.ts';

const fakeCompute = fileURLToPath(new URL('fixtures/fakeCompute.mjs', import.meta.url));

describe('AnalysisSession on a forked process', () => {
  let session: AnalysisSession;
  let opened: number;

  const ask = (behaviour: string, options = {}): Promise<unknown> =>
    session.request('findData', { model: behaviour }, options);

  beforeEach(() => {
    opened = 0;
    session = new AnalysisSession(countedFork, { recycleAfter: 3 });
  });
  afterEach(() => session.dispose());

  function countedFork(): Channel {
    opened++;
    return forkedChannel(fakeCompute);
  }

  it('starts no process before the first request', () => {
    assert.equal(opened, 0);
  });

  it('gives the reply of a request', async () => {
    assert.deepEqual(await ask('echo'), { model: 'echo' });
  });

  it('turns a sentence for the user into a UserError with its code', async () => {
    await assert.rejects(ask('userError'), (error) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.message, 'No such array.');
      assert.equal(error.code, 'mismatch');
      return true;
    });
  });

  it('keeps the stack of a defect in the process', async () => {
    await assert.rejects(ask('defect'), (error) => {
      assert.ok(error instanceof ComputeDefectError);
      assert.equal(error.stack, 'over there');
      return true;
    });
  });

  for (const [behaviour, reason] of [
    ['exit', /exit code 3/],
    ['killed', /signal SIGKILL/],
    ['crash', /exit code 1/],
    ['hangUp', /signal SIGKILL/],
    ['garbage', /not of the protocol/],
    ['halfMessage', /not of the protocol/],
  ] as const) {
    it(`rejects the request and answers the next one after "${behaviour}"`, async () => {
      await assert.rejects(ask(behaviour), (error) => {
        assert.ok(error instanceof ComputeEndedError);
        assert.match(error.message, reason);
        return true;
      });
      assert.deepEqual(await ask('echo'), { model: 'echo' });
      assert.equal(opened, 2);
    });
  }

  it('keeps what the process wrote last on stderr', async () => {
    await assert.rejects(ask('crash'), (error) => {
      assert.ok(error instanceof ComputeEndedError);
      assert.match(error.detail, /the last words/);
      return true;
    });
  });

  it('rejects when the process is killed from outside in the middle of a run', async () => {
    const pid = (await ask('pid')) as number;
    const running = ask('hang');
    process.kill(pid, 'SIGKILL');
    await assert.rejects(running, /signal SIGKILL/);
  });

  it('ends a process that cannot listen at a cancel, and the next run works', async () => {
    const pid = (await ask('pid')) as number;
    const abort = new AbortController();
    const blocked = ask('blocked', {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await assert.rejects(blocked, CancelledError);
    await waitUntil(() => !isAlive(pid));
    assert.notEqual(await ask('pid'), pid);
  });

  it('refuses a request whose signal is aborted already', async () => {
    await assert.rejects(ask('echo', { signal: AbortSignal.abort() }), CancelledError);
    assert.equal(opened, 0);
  });

  it('cancels a waiting request without touching the running one', async () => {
    const abort = new AbortController();
    const slow = ask('slow');
    const waiting = ask('echo', { signal: abort.signal });
    abort.abort();
    await assert.rejects(waiting, CancelledError);
    assert.equal(await slow, 'late');
  });

  it('runs waiting requests in a new process when the running one is cancelled', async () => {
    const abort = new AbortController();
    const hanging = ask('hang', { signal: abort.signal });
    const waiting = ask('echo');
    abort.abort();
    await assert.rejects(hanging, CancelledError);
    assert.deepEqual(await waiting, { model: 'echo' });
  });

  it('delivers every progress message before the reply, in order', async () => {
    const seen: RequestProgress[] = [];
    const reply = await ask('flood', { onProgress: (p: RequestProgress) => seen.push(p) });
    assert.equal(reply, 'done');
    assert.deepEqual(
      seen.map((p) => p.done),
      Array.from({ length: 2000 }, (_, i) => i + 1),
    );
  });

  it('ignores answers to other requests and second answers', async () => {
    assert.equal(await ask('otherId'), 'yours');
    assert.equal(await ask('twice'), 'first');
    assert.deepEqual(await ask('echo'), { model: 'echo' });
  });

  it('takes a fresh process after the given number of answers', async () => {
    const counts = [];
    for (let i = 0; i < 7; i++) counts.push(await ask('count'));
    assert.deepEqual(counts, [1, 2, 3, 1, 2, 3, 1]);
  });

  it('gives what a run has that can end early when it is told to finish', async () => {
    const finish = new AbortController();
    const reply = ask('obedient', { finish: finish.signal, onProgress: () => finish.abort() });
    assert.equal(await reply, 'what there is');
    assert.equal(opened, 1);
  });

  it('cancels a run told to finish that has nothing to give, is not running yet, or does not end in time', async () => {
    const start = (behaviour: string, finish: AbortController): Promise<unknown> =>
      ask(behaviour, { finish: finish.signal, onProgress: () => finish.abort() });
    await assert.rejects(start('blocked', new AbortController()), CancelledError);
    session.dispose();
    session = new AnalysisSession(countedFork, { finishWithin: 50 });
    await assert.rejects(start('stubborn', new AbortController()), CancelledError);
    const finish = new AbortController();
    const slow = ask('slow');
    const waiting = start('echo', finish);
    finish.abort();
    await assert.rejects(waiting, CancelledError);
    assert.equal(await slow, 'late');
    await assert.rejects(start('echo', finish), CancelledError);
  });

  it('cancels the running request on restart', async () => {
    const running = ask('hang');
    session.restart();
    await assert.rejects(running, CancelledError);
    assert.deepEqual(await ask('echo'), { model: 'echo' });
  });

  it('rejects running, waiting and later requests once closed, and leaves no process', async () => {
    const pid = (await ask('pid')) as number;
    const requests = [ask('hang'), ask('echo')];
    session.dispose();
    for (const request of [...requests, ask('echo')]) {
      await assert.rejects(request, ComputeEndedError);
    }
    await waitUntil(() => !isAlive(pid));
  });

  it('rejects when the program of the process does not exist', async () => {
    const missing = new AnalysisSession(() => forkedChannel('/nowhere/compute.mjs'));
    await assert.rejects(missing.request('findData', { model: '' }), ComputeEndedError);
  });

  it('rejects when the process cannot even be forked', async () => {
    const broken = new AnalysisSession(() => {
      throw new Error('no more processes');
    });
    await assert.rejects(broken.request('findData', { model: '' }), /no more processes/);
  });
});
