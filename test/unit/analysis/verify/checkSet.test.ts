import { strict as assert } from 'node:assert';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CertificateSet,
  StoredCertificate,
} from '../../../../src/analysis/certificates/certificateFile.ts';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { analyseHull } from '../../../../src/analysis/hull.ts';
import { checkSet, type SpaceRows } from '../../../../src/analysis/verify/checkSet.ts';
import { openSpaceRows } from '../../../../src/analysis/verify/openSpaceRows.ts';
import { verifyFile } from '../../../../src/analysis/verify/verifyFile.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import {
  randomGenerator,
  type RandomGenerator,
} from '../../../../src/engine/stats/randomGenerator.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

/** The unit square's corners, and three queries: inside, outside, undecided. */
const corners = rowsOf([
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
]);
const queries = rowsOf([
  [0.25, 0.5],
  [2, 0.5],
  [0.5, 0.5],
]);
const data = { path: '', sha256: '', preprocess: {}, arrangedFor: null, rows: 4 };
const square: CertificateSet = {
  train: data,
  test: { ...data, rows: 3 },
  name: 'input',
  space: null,
  certificates: [
    {
      index: 0,
      verdict: 'inside',
      rows: [0, 1, 2, 3],
      weights: [0.375, 0.125, 0.375, 0.125],
      residual: 0,
    },
    {
      index: 1,
      verdict: 'outside',
      direction: [-1, 0],
      margin: 1,
      nearest: { rows: [1, 3], weights: [0.5, 0.5] },
      lower: 1,
      upper: 1,
    },
    { index: 2, verdict: 'undecided', lower: 0, upper: 0.1 },
  ],
};

describe('the certificate checker', () => {
  it('accepts certificates that hold', async () => {
    assert.deepEqual(await checkSet(square, corners, queries, silentProgress), []);
  });

  const tampered: readonly (readonly [string, number, object])[] = [
    ['a weight moved to another row', 0, { rows: [0, 1, 2, 2] }],
    ['a negative weight', 0, { weights: [0.375, -0.125, 0.625, 0.125] }],
    ['weights that sum to less than 1', 0, { weights: [0.3, 0.1, 0.3, 0.1] }],
    ['a row that does not exist', 0, { rows: [0, 1, 2, 4] }],
    ['as many weights as there are not rows', 0, { weights: [0.5, 0.5] }],
    ['no rows at all', 0, { rows: [], weights: [] }],
    ['another sample', 0, { index: 1 }],
    ['a sample that does not exist', 0, { index: 3 }],
    ['a direction that does not separate', 1, { direction: [1, 0] }],
    ['a direction of zeros', 1, { direction: [0, 0] }],
    ['a direction of another length', 1, { direction: [-1] }],
    ['a margin that is too large', 1, { margin: 1.1 }],
    ['a margin that is too small', 1, { margin: 0.9 }],
    ['a lower bound above the margin', 1, { lower: 1.01 }],
    ['an upper bound that is not reached', 1, { upper: 0.99 }],
    ['bounds in the wrong order', 2, { lower: 0.2 }],
  ];
  for (const [what, at, change] of tampered) {
    it(`rejects ${what}`, async () => {
      const certificates = square.certificates.map((certificate, i) =>
        i === at ? ({ ...certificate, ...change } as typeof certificate) : certificate,
      );
      const broken = await checkSet({ ...square, certificates }, corners, queries, silentProgress);
      assert.equal(broken.length, 1, JSON.stringify(broken));
    });
  }

  it('rejects inside and outside certificates swapped between samples', async () => {
    const [inside, outside] = square.certificates;
    const certificates = [
      { ...inside, index: 1 },
      { ...outside, index: 0 },
    ];
    const broken = await checkSet({ ...square, certificates }, corners, queries, silentProgress);
    assert.deepEqual(
      broken.map(({ index }) => index),
      [0, 1],
    );
  });
});

describe('verifying a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'model-geometry-verify-'));
  const path = join(folder, 'certificates.json');
  after(() => rmSync(folder, { recursive: true }));

  it('accepts every certificate of a hull run with distances, and rejects it once numbers are changed', async () => {
    const { train, test, preprocess } = digitsRequest;
    await analyseHull(
      {
        train: train!,
        test: test!,
        preprocess: preprocess!,
        components: 5,
        distance: true,
        certificates: path,
      },
      silentProgress,
    );
    assert.deepEqual(await verifyFile(path, silentProgress), {
      holds: true,
      message: 'All 400 certificates hold.',
    });
    const set = JSON.parse(readFileSync(path, 'utf8')) as CertificateSet;
    const rng = randomGenerator(1);
    for (let i = 0; i < 10; i++) {
      const at = rng.integer(400);
      const certificates = set.certificates.map((each, k) => (k === at ? tamper(each, rng) : each));
      writeFileSync(path, JSON.stringify({ ...set, certificates }));
      const { holds } = await verifyFile(path, silentProgress);
      assert.equal(holds, false, `seed 1, change ${i}`);
    }
    writeFileSync(path, JSON.stringify(set));
  });

  it('rejects every one of 1200 certificates of that run with one number changed', async () => {
    const set = JSON.parse(readFileSync(path, 'utf8')) as CertificateSet;
    const rng = randomGenerator(2);
    const rows = await openSpaceRows(set, silentProgress);
    try {
      for (let round = 0; round < 3; round++) {
        const certificates = set.certificates.map((each) => tamper(each, rng));
        const changed = { ...set, certificates };
        const broken = await checkSet(changed, rows.train, rows.test, silentProgress);
        assert.equal(broken.length, 400, `seed 2, round ${round}`);
      }
    } finally {
      await rows.close();
    }
  });

  it('says what does not hold in one short line, whatever the space is named', async () => {
    const set = JSON.parse(readFileSync(path, 'utf8')) as CertificateSet;
    const certificates = [tamper(set.certificates[0]!, randomGenerator(3))];
    const name = `a\u001b[2J\n${'b'.repeat(1e5)}`;
    const renamed = join(folder, 'renamed.json');
    writeFileSync(renamed, JSON.stringify({ ...set, name, certificates }));
    const { message } = await verifyFile(renamed, silentProgress);
    assert.match(message, /^The certificate of test row \d+ in space a\P{Cc}{1000,1500}\.$/u);
  });

  it('accepts the certificates of a diagnosis in every kind of space', async () => {
    const few = { ...digitsRequest.train!, limit: 300 };
    const limit = { ...digitsRequest.test!, limit: 20 };
    const spaces = ['input', 'pca:3', 'patch:3', 'pool:2', 'binary', 'layer:dense2', 'logits'];
    const report = await diagnose(
      {
        ...digitsRequest,
        train: few,
        test: limit,
        spaces,
        parts: ['extrapolation'],
        certificates: path,
      },
      silentProgress,
    );
    const outcome = await verifyFile(path, silentProgress);
    assert.deepEqual(outcome, { holds: true, message: 'All 140 certificates hold.' });

    const reportPath = join(folder, 'report.json');
    writeFileSync(reportPath, JSON.stringify(report));
    assert.deepEqual(await verifyFile(reportPath, silentProgress), outcome);
    const text = JSON.stringify(report).replace(
      '"inside":0,"outside":20',
      '"inside":1,"outside":19',
    );
    writeFileSync(reportPath, text);
    const { holds, message } = await verifyFile(reportPath, silentProgress);
    assert.equal(holds, false);
    assert.match(message, /counts 1 samples inside in space input, its certificates 0/);
  });
});

/** Changes one number of a certificate by at least a tenth of its scale. */
function tamper(certificate: StoredCertificate, rng: RandomGenerator): StoredCertificate {
  const changed = (values: readonly number[], by: number): number[] => {
    const at = rng.integer(values.length);
    return values.map((value, k) => (k === at ? value + by : value));
  };
  if (certificate.verdict === 'inside') {
    return { ...certificate, weights: changed(certificate.weights, 0.1) };
  }
  if (certificate.verdict === 'undecided') return { ...certificate, lower: certificate.upper + 1 };
  if (rng.integer(2) === 0) return { ...certificate, margin: 1.1 * certificate.margin };
  return { ...certificate, direction: changed(certificate.direction, 0.3) };
}

function rowsOf(points: readonly (readonly number[])[]): SpaceRows {
  const flat = Float64Array.from(points.flat());
  const dimension = points[0].length;
  return {
    rows: points.length,
    dimension,
    read: (start, end) => Promise.resolve(flat.slice(start * dimension, end * dimension)),
  };
}
