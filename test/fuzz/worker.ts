// A child of the fuzzing pool: feeds one input at a time, so that a crash, a hang or a full memory costs this process alone.
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { randomGenerator } from '../../src/engine/stats/randomGenerator.ts';
import type { FuzzJob, FuzzReply } from './fuzzWorker.ts';
import { fuzzTargets } from './targets/fuzzTargets.ts';

const [folder = ''] = process.argv.slice(2);

process.on('message', (job: FuzzJob) => void answer(job).then((reply) => process.send!(reply)));
// Nothing that an input does may leave a promise behind that nobody waits for.
process.on('unhandledRejection', (error) => {
  process.send!({ finding: `unhandled rejection: ${describe(error)}` } satisfies FuzzReply);
});
process.send!('ready');

async function answer({ target: name, seed }: FuzzJob): Promise<FuzzReply> {
  const target = fuzzTargets.find((each) => each.name === name)!;
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  try {
    return { outcome: await target.feed(randomGenerator(seed), own) };
  } catch (error) {
    return { finding: describe(error) };
  }
}

function describe(error: unknown): string {
  return (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 3000);
}
