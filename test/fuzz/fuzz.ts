// npm run fuzz [-- --seed N --inputs N --seconds S --workers N --only TARGET …]: hostile input for every door, in processes of its own.
import { parseArgs } from 'node:util';
import { type FuzzFinding, runFuzz } from './runFuzz.ts';
import { fuzzTargets } from './targets/fuzzTargets.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    inputs: { type: 'string', default: '50000' },
    seconds: { type: 'string', default: '3600' },
    workers: { type: 'string', default: '2' },
    only: { type: 'string', multiple: true },
  },
});
const { only } = values;
const unknown = only?.find((name) => !fuzzTargets.some((target) => target.name === name));
if (unknown !== undefined) {
  console.error(`There is no target ${unknown}: ${fuzzTargets.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const findings: FuzzFinding[] = [];
const started = performance.now();
const counts = await runFuzz({
  seed: Number(values.seed),
  inputs: Number(values.inputs),
  seconds: Number(values.seconds),
  workers: Number(values.workers),
  targets: fuzzTargets.filter(({ name }) => only?.includes(name) ?? true),
  onFinding: (finding) => {
    findings.push(finding);
    const { target, seed, what } = finding;
    console.error(`\nnpm run fuzz -- --only ${target} --seed ${seed} --inputs 1\n${what}`);
  },
});

console.log('target           inputs  accepted  refused  contained  findings');
for (const [name, { accepted, refused, contained, findings: found }] of [...counts].sort()) {
  const cells = [accepted + refused + contained + found, accepted, refused, contained, found];
  const widths = [6, 8, 7, 9, 8];
  console.log(
    `${name.padEnd(15)}  ${cells.map((n, i) => String(n).padStart(widths[i])).join('  ')}`,
  );
}
const total = [...counts.values()].reduce(
  (sum, c) => sum + c.accepted + c.refused + c.contained + c.findings,
  0,
);
console.log(
  `${total} inputs from seed ${values.seed} in ${((performance.now() - started) / 1000).toFixed(0)} s, ${findings.length} findings`,
);
process.exitCode = findings.length === 0 ? 0 : 1;
