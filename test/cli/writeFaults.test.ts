import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeModelSettings } from '../../src/datasets/configuration/writeModelSettings.ts';
import { modelBytes } from '../../src/onnx/schema/writeModel.ts';
import { denseModel } from '../support/denseModel.ts';
import { runInProcess } from '../support/runCli.ts';
import { digitsRequest } from '../support/sampleRequest.ts';

const program = join(process.cwd(), 'dist', 'cli.mjs');
const { model, train, test } = digitsRequest;
const inspect = ['inspect', model, '--quiet'];
const hull = ['hull', '--train', train!.samples, '--test', test!.samples, '--quiet'];
const few = ['--limit-train', '50', '--limit-test', '5'];

/** Runs a shell command that has the program and its arguments as "$@". */
function runInShell(
  command: string,
  args: readonly string[],
  { cwd = process.cwd(), around = [] as readonly string[] } = {},
) {
  const [first, ...rest] = [...around, 'sh', '-c', command, 'sh', process.execPath, program];
  const { status, stderr } = spawnSync(first, [...rest, ...args], { encoding: 'utf8', cwd });
  return { exit: status, err: stderr };
}

/** Runs the program in a disk of its own over `folder`, then lists it on stderr. The mount ends with its process. */
function runOnMount(options: string, args: readonly string[], folder: string) {
  const mount = `mount -t tmpfs -o ${options} none . && cd "$PWD" || exit 77`;
  const command = `${mount}; "$@" > /dev/null; status=$?; ls -A >&2; exit $status`;
  return runInShell(command, args, { cwd: folder, around: ['unshare', '--mount'] });
}

/** What {@link runOnMount} ends with where there is no unshare, or who runs it may not mount. */
const mayNotMount: readonly (number | null)[] = [null, 1, 77];

describe('writing what came out', () => {
  let folder = '';
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'model-geometry-test-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe('a disk that is full, or may not be written', () => {
    for (const option of ['--json', '--certificates']) {
      for (const path of ['/dev/full', '/sys/results']) {
        it(`is told in one sentence that names it (${option} ${path})`, async () => {
          const { exit, err } = await runInProcess([...hull, ...few, option, path]);
          assert.equal(exit, 2, err);
          assert.match(err, /^model-geometry: [^\n]*Cannot write [^\n]+\n$/);
          assert.ok(err.includes(path));
        });
      }
    }

    it('leaves no half of a file, and what stood there before', async () => {
      const [fresh, kept] = [join(folder, 'fresh.json'), join(folder, 'kept.json')];
      writeFileSync(kept, 'an earlier result');
      for (const path of [fresh, kept]) {
        // No file may grow beyond 4 or 8 KB, as the shell counts.
        const { exit, err } = runInShell('ulimit -f 8; exec "$@"', [...inspect, '--json', path]);
        const sentence = `model-geometry: Cannot write ${path} (EFBIG); choose another file or folder.\n`;
        assert.deepEqual({ exit, err }, { exit: 2, err: sentence });
      }
      assert.deepEqual(readdirSync(folder), ['kept.json']);
      assert.equal(readFileSync(kept, 'utf8'), 'an earlier result');
      assert.equal((await runInProcess([...inspect, '--json', kept])).exit, 0);
      assert.ok(JSON.parse(readFileSync(kept, 'utf8')));
      assert.deepEqual(readdirSync(folder), ['kept.json']);
    });

    it('of a few kilobytes keeps nothing of the file that it cannot hold', function () {
      const { exit, err } = runOnMount('size=8k', [...inspect, '--json', 'r.json'], folder);
      if (mayNotMount.includes(exit)) this.skip();
      assert.equal(exit, 2, err);
      assert.match(err, /^model-geometry: Cannot write \S+r\.json \(ENOSPC\)[^\n]+\n$/);
    });

    it('that is mounted for reading only is told before the run', function () {
      const { exit, err } = runOnMount('ro', [...hull, ...few, '--json', 'r.json'], folder);
      if (mayNotMount.includes(exit)) this.skip();
      assert.equal(exit, 2, err);
      assert.match(err, /^model-geometry: Cannot write \S+r\.json \(EROFS\)[^\n]+\n$/);
    });

    it('is told by what writes the settings of a model', async () => {
      await assert.rejects(
        writeModelSettings('/sys/model.onnx', { test: { samples: '/data/test.npy' } }),
        /^UserError: Cannot write \/sys\/model-geometry\.json \(E[A-Z]+\)/,
      );
    });
  });

  describe('a reader of the standard output', () => {
    /** Prints more than the 64 KB that a pipe holds. */
    function long(): string[] {
      const wide = Array.from({ length: 1000 }, (_, unit) => [unit, 1]);
      const layer = { weights: wide, bias: wide.map(() => 1) };
      const last = { weights: [wide.map(() => 1)], bias: [0] };
      const file = join(folder, 'wide.onnx');
      writeFileSync(file, modelBytes(denseModel([layer, last])));
      return ['inspect', file, '--quiet', '--json', '-'];
    }

    it('that does not read yet gets everything once it does', () => {
      const command = '{ "$@"; echo "exit $?" >&2; } | { sleep 1; cat > all.json; }';
      const { err } = runInShell(command, long(), { cwd: folder });
      assert.equal(err, 'exit 0\n');
      const text = readFileSync(join(folder, 'all.json'), 'utf8');
      assert.ok(text.length > 2 ** 16, `${text.length} bytes fit into a pipe`);
      assert.ok(JSON.parse(text));
    });

    it('that leaves early is no failure of the run', () => {
      const command = '{ "$@"; echo "exit $?" >&2; } | head -c 10 > head.txt';
      const { err } = runInShell(command, long(), { cwd: folder });
      assert.equal(err, 'exit 0\n');
      assert.equal(readFileSync(join(folder, 'head.txt')).length, 10);
    });

    it('that is a full disk is told in one sentence', () => {
      assert.deepEqual(runInShell('exec "$@" > /dev/full', inspect), {
        exit: 2,
        err: 'model-geometry: Cannot write the standard output (ENOSPC).\n',
      });
    });
  });
});
