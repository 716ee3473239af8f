import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseHull } from '../../../src/analysis/hull.ts';
import { verifyFile } from '../../../src/analysis/verify/verifyFile.ts';
import { readModelSettings } from '../../../src/datasets/configuration/configuration.ts';
import { writeModelSettings } from '../../../src/datasets/configuration/writeModelSettings.ts';
import { silentProgress } from '../../../src/engine/progress.ts';
import type { RandomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { createReportView } from '../../../src/report/createReportView.ts';
import { reportMarkdown } from '../../../src/report/export/reportMarkdown.ts';
import type { Report } from '../../../src/report/report.ts';
import { standaloneHtml } from '../../../src/report/standaloneHtml.ts';
import { terminalSummary } from '../../../src/report/terminalSummary.ts';
import { validateReport } from '../../../src/report/validateReport.ts';
import { sampleReport } from '../../support/sampleReport.ts';
import { floatNpy } from '../../unit/datasets/support/archives.ts';
import { type FuzzOutcome, type FuzzTarget, outcomeOf } from '../fuzzTarget.ts';
import { mutateBytes } from '../mutate/mutateBytes.ts';
import { mutateJson } from '../mutate/mutateJson.ts';

/** A document changed as data or, less often, as text. */
function mutateDocument(document: unknown, rng: RandomGenerator): Uint8Array {
  if (rng.integer(4) === 0) return mutateBytes(Buffer.from(JSON.stringify(document)), rng);
  return Buffer.from(JSON.stringify(mutateJson(document, rng)) ?? 'null');
}

const configuration = {
  models: {
    'model.onnx': {
      train: { samples: 'train.npz#images', labels: 'train.npz#labels', limit: 100 },
      test: { samples: 'test.csv' },
      preprocess: { scale: 255, mean: [0.5], std: 0.25, layout: 'nchw' },
      input: 'x',
      spaces: ['input', 'pca:10'],
      thresholds: { 'dead-units': 0.1 },
    },
  },
  thresholds: { 'outside-hull': 0.5 },
  seed: 1,
  threads: 2,
};

async function feedConfiguration(rng: RandomGenerator, folder: string): Promise<FuzzOutcome> {
  const path = join(folder, 'model-geometry.json');
  const model = join(folder, 'model.onnx');
  writeFileSync(path, mutateDocument(configuration, rng));
  return outcomeOf(async () => {
    const settings = await readModelSettings(model, path);
    if (settings === undefined) return;
    assert.ok(typeof (settings.train?.samples ?? '') === 'string');
    // What was read can be written and read again.
    await writeModelSettings(model, settings);
    assert.deepEqual(await readModelSettings(model, path), settings);
  });
}

let certificates: unknown;

async function feedCertificates(rng: RandomGenerator, folder: string): Promise<FuzzOutcome> {
  const path = join(folder, 'changed.json');
  certificates ??= await makeCertificates(folder);
  writeFileSync(path, mutateDocument(certificates, rng));
  return outcomeOf(async () => {
    const { holds, message } = await verifyFile(path, silentProgress);
    assert.equal(typeof holds, 'boolean');
    assert.match(message, /^\P{Cc}{10,2000}$/u);
  });
}

async function makeCertificates(folder: string): Promise<unknown> {
  mkdirSync(folder, { recursive: true });
  const [train, test] = ['train.npy', 'test.npy'].map((name) => join(folder, name));
  writeFileSync(train, floatNpy([4, 2], [0, 0, 1, 0, 0, 1, 1, 1]));
  writeFileSync(test, floatNpy([3, 2], [0.5, 0.25, 2, 2, -1, 0.5]));
  const path = join(folder, 'certificates.json');
  await analyseHull(
    {
      train: { samples: train },
      test: { samples: test },
      preprocess: {},
      distance: true,
      certificates: path,
      threads: 1,
    },
    silentProgress,
  );
  return JSON.parse(readFileSync(path, 'utf8'));
}

const report = sampleReport();

/** A stored report either fails its schema or can be shown everywhere. */
function feedReport(rng: RandomGenerator): Promise<FuzzOutcome> {
  const text = Buffer.from(mutateDocument(report, rng)).toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return Promise.resolve('refused');
  }
  if (validateReport(value).length > 0) return Promise.resolve('refused');
  return outcomeOf(() => showEverywhere(value as Report));
}

function showEverywhere(shown: Report): void {
  const view = createReportView(shown);
  const html = standaloneHtml(shown, { script: 'start();', style: 'p {}' });
  // Whatever a name says, the file has the two scripts it was made of.
  assert.equal(html.match(/<script/gi)?.length, 2);
  assert.equal(html.match(/<\/script/gi)?.length, 2);
  assert.ok(reportMarkdown(shown).length > 0 && view.parts.length <= 3);
  const text = terminalSummary(shown, { width: 100, colour: false });
  assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}/u, 'a name is a command to the terminal');
}

/** Doors for documents. */
export const documentTargets: readonly FuzzTarget[] = [
  { name: 'configuration', share: 5, feed: feedConfiguration },
  { name: 'certificates', share: 4, feed: feedCertificates },
  { name: 'report', share: 5, feed: feedReport },
];
