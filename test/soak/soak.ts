// npm run soak [-- --diagnoses N]: that many diagnoses of the digits sample in one session of the compute process, and the memory they
// took; with --window of the wine sample in one window of VS Code, and the memory of its extension host.
import { parseArgs } from 'node:util';
import { digitsRequest } from '../support/sampleRequest.ts';
import { runSoak } from './runSoak.ts';
import { runWindowSoak } from './runWindowSoak.ts';

const { values } = parseArgs({
  options: {
    diagnoses: { type: 'string', default: '200' },
    window: { type: 'boolean', default: false },
  },
});
const count = Number(values.diagnoses);
const request = {
  ...digitsRequest,
  train: { ...digitsRequest.train!, limit: 200 },
  test: { ...digitsRequest.test!, limit: 20 },
  parts: ['hyperplanes', 'extrapolation'] as const,
  spaces: ['input'],
  baseline: false,
};
const started = performance.now();
const outcome = values.window
  ? await runWindowSoak(count)
  : await runSoak(
      Array.from({ length: count }, (_, seed) => ({ ...request, seed })),
      (done) => {
        if (done % 20 === 0) console.error(`${done} of ${count}`);
      },
    );
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const quarter = Math.ceil(count / 4);
for (const [name, memory] of [
  [values.window ? 'extension host' : 'this process', outcome.host],
  ['compute process', outcome.compute],
] as const) {
  const [early, late] = [memory.slice(0, quarter), memory.slice(-quarter)].map((part) =>
    Math.max(...part),
  );
  console.log(
    `${name.padEnd(16)} at most ${megabytes(early)} in the first quarter, ${megabytes(late)} in the last`,
  );
}
console.log(
  `${count} diagnoses in ${((performance.now() - started) / 1000).toFixed(0)} s, ${outcome.left} processes left`,
);
