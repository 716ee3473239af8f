import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../src/analysis/diagnose.ts';
import { nearestNames } from '../../../src/analysis/nearestNames.ts';
import { verifyFile } from '../../../src/analysis/verify/verifyFile.ts';
import { silentProgress } from '../../../src/engine/progress.ts';
import { UserError } from '../../../src/engine/userError.ts';
import type { DiagnoseRequest } from '../../../src/protocol/analysis.ts';
import { digitsRequest } from '../../support/sampleRequest.ts';

function request(spaces: readonly string[], more: Partial<DiagnoseRequest> = {}): DiagnoseRequest {
  return { ...digitsRequest, parts: ['extrapolation'], spaces, ...more };
}

async function spacesOf(asked: DiagnoseRequest) {
  return (await diagnose(asked, silentProgress)).extrapolation!.spaces;
}

function refuses(asked: DiagnoseRequest, pattern: RegExp): Promise<void> {
  return assert.rejects(
    diagnose(asked, silentProgress),
    (error) => error instanceof UserError && pattern.test(error.message),
  );
}

describe('spaces made from images', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spaces-'));
  after(() => rmSync(folder, { recursive: true }));

  it('have as many dimensions as pixels, and certificates that verify', async () => {
    const certificates = join(folder, 'certificates.json');
    const spaces = await spacesOf(
      request(['patch:2', 'patch:3', 'pool:2', 'pool:3'], { certificates }),
    );
    assert.deepEqual(
      spaces.map(({ dimension }) => dimension),
      [4, 9, 4, 9],
    );
    assert.ok(spaces[0].hull.inside > 0 && spaces[2].hull.inside > 0);
    const { holds, message } = await verifyFile(certificates, silentProgress);
    assert.ok(holds, message);
  });

  it('interpolate after binarisation only where a row is repeated (D32)', async () => {
    const [{ hull }] = await spacesOf(request(['binary']));
    assert.ok(hull.inside > 0);
    assert.equal(hull.inside, hull.duplicates);
  });

  it('need a size that fits', async () => {
    await refuses(
      request(['patch:9']),
      /patch:9 is larger than the images of 8 × 8; use at most patch:8/,
    );
    await refuses(request(['pool:x']), /"pool:x" needs a whole number, as in pool:10/);
    await refuses(request(['wavelet']), /"wavelet" is not a space/);
  });

  it('have certificates that verify after binarisation too', async () => {
    const certificates = join(folder, 'binary.json');
    await spacesOf(request(['binary'], { certificates }));
    const { holds, message } = await verifyFile(certificates, silentProgress);
    assert.ok(holds, message);
  });
});

describe('principal components', () => {
  it('are no more than the training rows have dimensions', async () => {
    const [all, some] = await spacesOf(request(['pca:64', 'pca:10']));
    assert.deepEqual([all.space, all.dimension, some.dimension], ['pca:64', 60, 10]);
    // Coordinates of rounding noise would put every test row out of range.
    assert.ok(all.box.inside > 0.9 * some.box.inside);
  });
});

describe("the user's own features", () => {
  const [train, test] = [digitsRequest.train!, digitsRequest.test!];

  it('are compared as they are stored, and their certificates verify', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'features-'));
    const certificates = join(folder, 'certificates.json');
    const features = {
      train: { ...train, features: train.samples },
      test: { ...test, features: test.samples },
    };
    const [own, input] = await spacesOf(
      request(['features', 'input'], { ...features, certificates }),
    );
    // The same pixels without the division by 16.
    const ratio = own.hull.distance!.upper.median / input.hull.distance!.upper.median;
    assert.ok(Math.abs(ratio - 16) < 0.05, `${ratio}`);
    const { holds, message } = await verifyFile(certificates, silentProgress);
    rmSync(folder, { recursive: true });
    assert.ok(holds, message);
  });

  it('must be given, one row a sample', async () => {
    await refuses(request(['features']), /needs --train-features/);
    const swapped = {
      train: { ...train, features: test.samples },
      test: { ...test, features: test.samples },
    };
    await refuses(request(['features'], swapped), /has 400 rows but .* has 1397 samples/);
  });
});

describe('the nearest names', () => {
  it('are those a mistyped one is most like', () => {
    const names = ['Relu_1', 'Relu_3', 'Conv_12', 'MaxPool_5', 'Gemm_9', 'Gemm_11', 'Softmax_13'];
    assert.equal(nearestNames('relu3', names)[0], 'Relu_3');
    assert.equal(nearestNames('gemm_1', names)[0].startsWith('Gemm_'), true);
    assert.equal(nearestNames('x', names).length, 5);
  });
});
