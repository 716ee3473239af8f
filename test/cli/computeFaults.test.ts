import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forkedChannel } from '../../src/analysis/process/forkedChannel.ts';
import { AnalysisSession, type RequestOptions } from '../../src/analysis/process/session.ts';
import {
  CancelledError,
  ComputeEndedError,
  UserError,
} from '../../src/analysis/process/sessionErrors.ts';
import type { DiagnoseRequest } from '../../src/protocol/analysis.ts';
import type { Report } from '../../src/report/report.ts';
import { computeProcesses } from '../support/computeProcesses.ts';
import { memoryGroup } from '../support/memoryGroup.ts';
import { useOwnTemporaryFolder } from '../support/ownTemporaryFolder.ts';
import { waitUntil } from '../support/processes.ts';
import { digitsRequest } from '../support/sampleRequest.ts';
import { standingStill, type StandingStill } from '../support/standingStill.ts';

const program = join(process.cwd(), 'dist', 'compute.mjs');

/** A diagnosis that takes half a second. */
const quick: DiagnoseRequest = {
  ...digitsRequest,
  train: { ...digitsRequest.train!, limit: 60 },
  test: { ...digitsRequest.test!, limit: 8 },
  parts: ['hyperplanes', 'extrapolation'],
  spaces: ['input'],
  baseline: false,
  threads: 1,
};

/** The figures, without what the clock says. */
const figures = ({ timings, ...rest }: Report): unknown => ({
  ...rest,
  stages: timings.stages.length,
});

describe('when the compute process meets a fault', () => {
  let session: AnalysisSession;
  let expected: Report;
  let still: StandingStill;
  const temporary = useOwnTemporaryFolder();
  let files: string[];

  before(async () => {
    still = standingStill();
    files = readdirSync(temporary());
    session = new AnalysisSession(() => forkedChannel(program));
    expected = await session.request('diagnose', quick);
  });

  beforeEach(() => {
    session.dispose();
    session = new AnalysisSession(() => forkedChannel(program, { execArgv: still.atProgress }));
  });

  afterEach(async () => {
    // Whatever happened, the next run gives what it always gave.
    assert.deepEqual(figures(await session.request('diagnose', quick)), figures(expected));
    session.dispose();
    await waitUntil(() => computeProcesses().length === 0);
    assert.deepEqual(readdirSync(temporary()), files);
  });

  after(() => still.remove());

  /** Runs a diagnosis and calls `act` once, while the process stands still in the middle of it. */
  async function diagnoseUntil(act: () => void, options: RequestOptions = {}): Promise<Report> {
    let acted = false;
    still.hold();
    try {
      return await session.request('diagnose', quick, {
        ...options,
        onProgress: ({ stage }) => {
          if (acted || stage === 'Reading the model') return;
          acted = true;
          act();
          still.letGo();
        },
      });
    } finally {
      still.letGo();
    }
  }

  for (const signal of ['SIGKILL', 'SIGSEGV', 'SIGABRT', 'SIGBUS'] as const) {
    it(`that ends it by ${signal}, the run ends in one sentence`, async () => {
      const run = diagnoseUntil(() =>
        computeProcesses().forEach((pid) => process.kill(pid, signal)),
      );
      await assert.rejects(run, (error) => {
        assert.ok(error instanceof ComputeEndedError);
        assert.match(
          error.message,
          new RegExp(`^The compute process ended \\(signal ${signal}\\)`),
        );
        return true;
      });
    });
  }

  it('of too little memory, the run ends in one sentence that says what helps', async () => {
    session.dispose();
    let opened = 0;
    session = new AnalysisSession(() =>
      forkedChannel(program, { execArgv: opened++ === 0 ? ['--max-old-space-size=8'] : [] }),
    );
    await assert.rejects(session.request('diagnose', quick), /compute process ended .* fewer rows/);
  });

  it('of a limit on its memory, the run ends in one sentence', async function () {
    if (spawnSync('prlimit', ['--version']).status !== 0) this.skip();
    const run = diagnoseUntil(() => {
      for (const pid of computeProcesses()) {
        // Not a byte more than it has at this moment.
        spawnSync('prlimit', ['--pid', String(pid), '--as=1', '--data=1']);
      }
    });
    await assert.rejects(run, (error) => {
      assert.ok(error instanceof UserError || error instanceof ComputeEndedError, String(error));
      assert.match(error.message, /memory|compute process ended/);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });
    // The limit stays with the process; the next run has one of its own.
    session.restart();
  });

  it('of a container whose memory is full, the run ends in one sentence that says what helps', async function () {
    const group = memoryGroup(2 ** 20);
    if (group === undefined) this.skip();
    try {
      const run = diagnoseUntil(() => computeProcesses().forEach((pid) => group.add(pid)));
      await assert.rejects(run, /compute process ended \(signal SIGKILL\) .* fewer rows/);
    } finally {
      group.remove();
    }
  });

  it('of standing still before it has read a request longer than its pipe, a cancel ends it', async () => {
    session.dispose();
    let opened = 0;
    session = new AnalysisSession(() =>
      forkedChannel(program, { execArgv: opened++ === 0 ? still.beforeReading : [] }),
    );
    const abort = new AbortController();
    const model = join(tmpdir(), 'x'.repeat(2 ** 22));
    const run = session.request('inspectModel', { model }, { signal: abort.signal });
    setTimeout(() => abort.abort(), 200);
    await assert.rejects(run, CancelledError);
  });

  it('of standing still, with its pipe full, a cancel ends it', async () => {
    const abort = new AbortController();
    const run = diagnoseUntil(
      () => {
        computeProcesses().forEach((pid) => process.kill(pid, 'SIGSTOP'));
        setTimeout(() => abort.abort(), 200);
      },
      { signal: abort.signal },
    );
    await assert.rejects(run, CancelledError);
  });

  it('of twenty cancels in a row, each run ends at once and none is left', async () => {
    // However late the cancels come, no run is over before.
    still.hold();
    try {
      for (let turn = 0; turn < 20; turn++) {
        const abort = new AbortController();
        const run = session.request('diagnose', quick, { signal: abort.signal });
        setTimeout(() => abort.abort(), 5 * turn);
        await assert.rejects(run, CancelledError);
      }
    } finally {
      still.letGo();
    }
    await waitUntil(() => computeProcesses().length === 0);
  });

  it('of two reports at once, each is what it is alone', async () => {
    const other = new AnalysisSession(() => forkedChannel(program));
    try {
      const reports = await Promise.all(
        [session, other].map((each) => each.request('diagnose', quick)),
      );
      for (const report of reports) assert.deepEqual(figures(report), figures(expected));
    } finally {
      other.dispose();
    }
  });

  for (const [what, change] of [
    ['deleted', unlinkSync],
    ['replaced by other bytes', (path: string) => writeFileSync(path, 'no model')],
    ['cut off', (path: string) => writeFileSync(path, '')],
  ] as const) {
    it(`of a model that is ${what} under it, the run ends in its report or in one sentence`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'model-geometry-test-'));
      const model = join(folder, 'digits.onnx');
      copyFileSync(quick.model, model);
      let changed = false;
      const onProgress = (): void => {
        if (!changed) change(model);
        changed = true;
      };
      try {
        const report = await session.request('diagnose', { ...quick, model }, { onProgress });
        assert.equal(report.model.parameters, expected.model.parameters);
      } catch (error) {
        assert.ok(error instanceof UserError, String(error));
        assert.match(error.message, /digits\.onnx/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
