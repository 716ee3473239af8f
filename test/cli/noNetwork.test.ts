import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forkedChannel } from '../../src/analysis/process/forkedChannel.ts';
import { AnalysisSession } from '../../src/analysis/process/session.ts';
import { digitsRequest } from '../support/sampleRequest.ts';

/**
 * Runs before a program: every way of Node's to the network writes its name to a file and throws, and so does, at the end, an open
 * descriptor that the kernel lists as a network socket, whoever opened it. Lines between processes are Unix sockets and pipes.
 */
const watch = (log: string): string => `
  import { appendFileSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  import dgram from 'node:dgram';
  import dns from 'node:dns';
  import http from 'node:http';
  import https from 'node:https';
  import net from 'node:net';
  const told = (name) => appendFileSync(${JSON.stringify(log)}, name + '\\n');
  const refuse = (owner, name) => {
    owner[name] = () => { told(name); throw new Error('no network: ' + name); };
  };
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) refuse(dns, name);
  for (const name of ['request', 'get']) { refuse(http, name); refuse(https, name); }
  for (const name of ['connect', 'createConnection']) refuse(net, name);
  refuse(dgram, 'createSocket');
  refuse(net.Server.prototype, 'listen');
  refuse(net.Socket.prototype, 'connect');
  refuse(globalThis, 'fetch');
  syncBuiltinESMExports();
  const read = (path) => { try { return readFileSync(path, 'utf8'); } catch { return ''; } };
  const link = (path) => { try { return readlinkSync(path); } catch { return ''; } };
  const countSockets = () => {
    const inodes = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'].flatMap((kind) =>
      read('/proc/self/net/' + kind).split('\\n').slice(1).map((line) => line.trim().split(/\\s+/)[9]));
    for (const descriptor of readdirSync('/proc/self/fd')) {
      const inode = /^socket:\\[(\\d+)\\]$/.exec(link('/proc/self/fd/' + descriptor))?.[1];
      if (inode !== undefined && inodes.includes(inode)) told('socket ' + inode);
    }
  };
  if (process.platform === 'linux') {
    setInterval(countSockets, 50).unref();
    process.on('exit', countSockets);
  }
`;

describe('nothing opens a network connection', () => {
  let folder = '';
  let log = '';
  let preload = '';
  let home = '';
  const told = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'model-geometry-test-'));
    log = join(folder, 'network.log');
    preload = join(folder, 'watch.mjs');
    writeFileSync(preload, watch(log));
    home = join(folder, 'home');
    mkdirSync(home);
  });
  afterEach(() => rmSync(log, { force: true }));
  after(() => rmSync(folder, { recursive: true }));

  /** Exit code of Node with the watch in it, for a user whose home and temporary folder are empty. */
  function run(args: readonly string[]): Promise<number | null> {
    const places = ['HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'XDG_CACHE_HOME', 'LOCALAPPDATA'];
    const env = { ...process.env, ...Object.fromEntries(places.map((name) => [name, home])) };
    delete env['ORT_DISABLE_TELEMETRY'];
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', preload, ...args], {
        stdio: 'ignore',
        env,
      });
      child.on('error', reject);
      child.on('close', resolve);
    });
  }

  it('and the watch would see one', async () => {
    assert.notEqual(await run(['-e', "require('net').connect(9, '127.0.0.1')"]), 0);
    assert.match(told(), /connect/);
    await run(['-e', "fetch('http://127.0.0.1:9')"]);
    assert.match(told(), /fetch/);
  });

  const cli = join(process.cwd(), 'dist', 'cli.mjs');
  const { model, train, test } = digitsRequest;
  const data = ['--train', train!.samples, '--test', test!.samples];
  const few = ['--limit-train', '200', '--limit-test', '20', '--quiet'];
  for (const [name, args] of [
    ['diagnose', ['diagnose', model, ...data, ...few, '--no-baseline', '--spaces', 'input']],
    ['hull', ['hull', ...data, ...few]],
    ['inspect', ['inspect', model]],
    ['data', ['data', train!.samples.replace(/#.*/, '')]],
  ] as const) {
    it(`by the command ${name}, and nothing is kept for later`, async () => {
      assert.equal(await run([cli, ...args]), 0);
      assert.equal(told(), '');
      // ONNX Runtime's telemetry would have written what it is to send, and a number of the machine.
      assert.deepEqual(readdirSync(home), []);
    });
  }

  it('by the compute process of the editor', async () => {
    const program = join(process.cwd(), 'dist', 'compute.mjs');
    const session = new AnalysisSession(() =>
      forkedChannel(program, { execArgv: ['--import', preload] }),
    );
    try {
      await session.request('inspectModel', { model });
      const limit = { ...train!, limit: 200 };
      await session.request('diagnose', {
        model,
        train: limit,
        parts: ['hyperplanes'],
        baseline: false,
      });
      await session.request('findData', { model });
      assert.equal(told(), '');
    } finally {
      session.dispose();
    }
  });
});
