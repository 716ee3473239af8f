// Everything that must hold, in order of cost. Runs every step even after a failure, so that one run tells all.
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

const steps = [
  ['format', ['npm', 'run', '--silent', 'format:check']],
  ['lint', ['npm', 'run', '--silent', 'lint']],
  ['types', ['npm', 'run', '--silent', 'typecheck']],
  ['unit', ['npm', 'run', '--silent', 'test:unit']],
  ['build', ['npm', 'run', '--silent', 'build']],
  ['cli', ['npm', 'run', '--silent', 'test:cli']],
  ['in-host', ['npm', 'run', '--silent', 'test:integration']],
  ['e2e', ['npm', 'run', '--silent', 'test:e2e']],
];

const chosen = process.argv.slice(2);
let passed = 0;
let failed = 0;
const lines = [];
for (const [name, command] of steps) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n— ${name}`);
  const started = Date.now();
  const { code, counts } = await run(command);
  // A step that is no test runner counts as one check.
  passed += counts.passing + (counts.passing + counts.failing === 0 && code === 0 ? 1 : 0);
  failed += counts.failing + (counts.failing === 0 && code !== 0 ? 1 : 0);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  lines.push(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(8)} ${seconds} s`);
}
console.log(`\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs a command with its output shown, and reads mocha's closing counts from it. */
function run([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Backs the .npmrc key, which npm 12 will no longer hand on.
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    });
    const counts = { passing: 0, failing: 0 };
    let rest = '';
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) count(line, counts);
    });
    child.on('close', (code) => {
      count(rest, counts);
      resolve({ code: code ?? 1, counts });
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve({ code: 1, counts });
    });
  });
}

function count(line, counts) {
  const found = /^\s*(\d+) (passing|failing)\b/.exec(stripVTControlCharacters(line));
  if (found !== null) counts[found[2]] += Number(found[1]);
}
