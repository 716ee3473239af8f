// Entry of the forked compute process (dist/compute.mjs), and of the thread in it that ends it with its parent.
import { isMainThread } from 'node:worker_threads';
import { endWithParent, startParentWatch } from './parentWatch.ts';
import { processPort } from './processPort.ts';
import { serveAnalysis } from './serveAnalysis.ts';

if (isMainThread) {
  const watching = startParentWatch(new URL(import.meta.url));
  serveAnalysis(async () => {
    await watching;
    return (await import('../methods.ts')).analysisMethods;
  }, processPort(process));
} else {
  endWithParent();
}
