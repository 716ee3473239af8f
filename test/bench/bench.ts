// npm run bench [-- NAME …]: runs every *.bench.ts in a process of its own, one after the other, and prints one table
// with peak memory. A report, never a gate.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, BenchRow } from './benchRow.ts';

interface Outcome {
  readonly rows: readonly BenchRow[];
  readonly peakBytes: number;
}

const suffix = '.bench.ts';
/** Characters of the longest bar. */
const longestBar = 60;
const [first, ...rest] = process.argv.slice(2);
if (first?.endsWith(suffix)) await measure(first);
else runAll([...(first === undefined ? [] : [first]), ...rest]);

/** The child's job: one benchmark, its outcome as JSON on the last line. */
async function measure(file: string): Promise<void> {
  const { run } = (await import(join(import.meta.dirname, file))) as Benchmark;
  const rows = await run();
  const outcome: Outcome = { rows, peakBytes: process.resourceUsage().maxRSS * 1024 };
  console.log(JSON.stringify(outcome));
}

function runAll(names: readonly string[]): void {
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`,
  );
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(suffix));
  for (const file of files) {
    const name = file.slice(0, -suffix.length);
    if (names.length > 0 && !names.includes(name)) continue;
    const outcome = runChild(file);
    const peak = outcome ? `, peak ${(outcome.peakBytes / 1e9).toFixed(2)} GB` : '';
    console.log(`\n${name}${peak}`);
    if (!outcome) {
      console.log('  failed, see above');
      process.exitCode = 1;
    } else if (outcome.rows.length === 0) {
      console.log('  skipped: it needs ../shared');
    } else {
      for (const row of outcome.rows) console.log(line(row));
    }
  }
}

function runChild(file: string): Outcome | undefined {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'bench.ts'), file],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 },
  );
  if (status !== 0) return undefined;
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Outcome;
}

function line({ name, value, unit, ratio, bar }: BenchRow): string {
  const number = Math.abs(value) >= 1000 ? Math.round(value).toString() : value.toPrecision(3);
  const compared = ratio === undefined ? '' : `  (${ratio.toPrecision(3)}×)`;
  const drawn =
    bar === undefined ? '' : `\n    ${'█'.repeat(1 + Math.round(bar * (longestBar - 1)))}`;
  return `  ${name.padEnd(72)} ${number.padStart(9)} ${unit}${compared}${drawn}`;
}
