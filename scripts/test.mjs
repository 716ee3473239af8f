// Everything that must hold, in order of cost. Runs every step even after a failure, so that one run tells all, and repeats the
// failures at its end, where a reader of a log looks first.
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

const npm = (script) => ['npm', 'run', '--silent', script];
/** Steps of one group run side by side. */
const groups = [
  { format: npm('format:check'), lint: npm('lint'), types: npm('typecheck') },
  { unit: npm('test:unit') },
  { build: npm('build') },
  { cli: npm('test:cli'), 'in-host': npm('test:integration') },
  { e2e: npm('test:e2e') },
];

/** Titles and the beginning of the error. */
const linesOfFailure = 5;

const chosen = process.argv.slice(2);
const results = [];
for (const group of groups) {
  const steps = Object.entries(group).filter(
    ([name]) => chosen.length === 0 || chosen.includes(name),
  );
  results.push(...(await Promise.all(steps.map(([name, command]) => step(name, command)))));
}
const passed = results.reduce((sum, { counts }) => sum + counts.passing, 0);
const failed = results.reduce((sum, { counts }) => sum + counts.failing, 0);
for (const { failures } of results)
  if (failures.length > 0) console.log(`\n${failures.join('\n')}`);
console.log(
  `\n${results.map(({ line }) => line).join('\n')}\n\n${passed} passed, ${failed} failed`,
);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one step with its output shown: its counts, what failed, and a line that says so. */
async function step(name, command) {
  const started = Date.now();
  const { code, counts, failures } = await run(name, command);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const line = `${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(8)} ${seconds} s`;
  // A step that is no test runner counts as one check.
  const isRunner = counts.passing + counts.failing > 0;
  if (!isRunner) counts[code === 0 ? 'passing' : 'failing'] = 1;
  else if (code !== 0) counts.failing ||= 1;
  return { line, counts, failures };
}

/** Runs a command; reads mocha's closing counts from its output, and the title and error of each failure behind them. */
function run(name, [program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Backs the .npmrc key, which npm 12 will no longer hand on.
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    });
    const counts = { passing: 0, failing: 0 };
    const failures = [];
    let rest = '';
    let room = 0;
    const read = (line) => {
      const plain = stripVTControlCharacters(line);
      const found = /^\s*(\d+) (passing|failing)\b/.exec(plain);
      if (found !== null) counts[found[2]] += Number(found[1]);
      if (isFailure(plain, counts)) room = linesOfFailure;
      if (room > 0 && plain.trim() !== '') {
        failures.push(plain);
        room--;
      }
    };
    console.log(`\n— ${name}`);
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      parts.forEach(read);
    });
    child.on('close', (code) => {
      read(rest);
      resolve({ code: code ?? 1, counts, failures });
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve({ code: 1, counts, failures });
    });
  });
}

/** mocha numbers failures behind its counts; the suite inside VS Code marks them as they come. */
function isFailure(line, { failing }) {
  return (failing > 0 && /^ {2}\d+\) /.test(line)) || /^\s*✘ /.test(line);
}
