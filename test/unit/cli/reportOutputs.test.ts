import { strict as assert } from 'node:assert';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MainParams } from '../../../src/cli/mainParams.ts';
import { checkReportOutputs, writeReport } from '../../../src/cli/reportOutputs.ts';
import { sampleReport } from '../../support/sampleReport.ts';

describe('the outputs of a report', () => {
  let cwd = '';
  let out = '';
  let err = '';
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'outputs-'));
    [out, err] = ['', ''];
  });
  afterEach(() => rm(cwd, { recursive: true }));

  const params = (): MainParams => ({
    argv: [],
    cwd,
    writeOut: (text) => void (out += text),
    writeError: (text) => void (err += text),
    terminal: { interactive: false, columns: 80, colour: false },
  });

  it('are files and folders beside each other, each named on stderr', async () => {
    const outputs = { json: 'r.json', markdown: 'r.md', csv: 'tables', charts: 'c', npz: 'r.npz' };
    assert.equal(await writeReport(sampleReport(), outputs, params()), false);
    assert.deepEqual((await readdir(cwd)).sort(), ['c', 'r.json', 'r.md', 'r.npz', 'tables']);
    assert.ok((await readdir(join(cwd, 'tables'))).every((name) => name.endsWith('.csv')));
    assert.ok((await readdir(join(cwd, 'c'))).every((name) => name.endsWith('.svg')));
    assert.ok((await stat(join(cwd, 'r.npz'))).size > 1000);
    assert.equal(err.split('\n').length - 1, 5);
    assert.deepEqual(JSON.parse(await readFile(join(cwd, 'r.json'), 'utf8')), sampleReport());
  });

  it('leave the standard output to the one that asks for it', async () => {
    assert.equal(await writeReport(sampleReport(), { markdown: '-' }, params()), true);
    assert.match(out, /^# mnist-net\\_256x2\.onnx\n/);
  });

  it('refuse a place that cannot be written before the run, and bytes for the standard output', async () => {
    const missing = checkReportOutputs({ csv: join('no', 'such', 'folder') }, params());
    await assert.rejects(missing, /Cannot write .*folder/);
    await assert.rejects(writeReport(sampleReport(), { npz: '-' }, params()), /name a file/);
  });
});
