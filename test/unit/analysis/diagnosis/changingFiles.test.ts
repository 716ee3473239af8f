import { strict as assert } from 'node:assert';
import {
  copyFileSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { UserError } from '../../../../src/engine/userError.ts';
import { WatchedFiles } from '../../../support/watchedFiles.ts';
import { npyHeader } from '../../../support/npyHeader.ts';

const zoo = join(import.meta.dirname, '../../../fixtures/zoo');

/** A model of the zoo, the files it is kept in, the shape of one sample, and of how many steps one is tried (each takes a run). */
const models = [
  {
    model: 'twin-external.onnx',
    files: ['twin-external.onnx', 'twin-external.data'],
    shape: [8],
    stride: 5,
  },
  // Its batch is fixed, so that its bytes are looked through once more.
  { model: 'resnet-unfolded.onnx', files: ['resnet-unfolded.onnx'], shape: [3, 8, 8], stride: 1 },
] as const;

const faults = {
  deleted: (path: string) => unlinkSync(path),
  'replaced by other bytes': (path: string) => writeFileSync(path, 'other bytes'),
  'cut off': (path: string) => truncateSync(path, 40),
} as const;

describe('files that change while they are diagnosed', () => {
  let folder: string;
  before(() => void (folder = mkdtempSync(join(tmpdir(), 'model-geometry-test-'))));
  after(() => rmSync(folder, { recursive: true }));

  for (const { model, files, shape, stride } of models) {
    const place = (): void => {
      for (const file of files) copyFileSync(join(zoo, file), join(folder, file));
      writeFileSync(join(folder, 'train.npy'), samples(shape));
    };
    let steps: number;
    before(async () => {
      place();
      steps = await run(folder, model, () => undefined);
    });

    let index = 0;
    for (const changed of [...files, 'train.npy']) {
      for (const [what, change] of Object.entries(faults)) {
        // Each case begins at another step, so that together they try them all.
        const first = 1 + (index++ % stride);
        it(`end the run in its report or in one sentence: ${changed} of ${model} ${what}`, async () => {
          assert.ok(steps > 5, `only ${String(steps)} steps`);
          for (let step = first; step <= steps; step += stride) {
            place();
            await run(folder, model, (access) => {
              if (access === step) change(join(folder, changed));
            });
          }
        });
      }
    }
  }

  it('are said to have changed where a run saw them before and after', async () => {
    for (const changed of ['twin-external.onnx', 'twin-external.data']) {
      const { model, files } = models[0];
      for (const file of files) copyFileSync(join(zoo, file), join(folder, file));
      writeFileSync(join(folder, 'train.npy'), samples([8]));
      const path = join(folder, changed);
      utimesSync(path, 1, 1);
      let isWritten = false;
      const request = { model: join(folder, model), train: { samples: join(folder, 'train.npy') } };
      const run = diagnose(request, {
        ...silentProgress,
        report: (stage) => {
          if (isWritten || stage === 'Reading the model') return;
          // Its length stays, so that nothing but the time of the change tells.
          writeFileSync(path, new Uint8Array(statSync(path).size));
          isWritten = true;
        },
      });
      await assert.rejects(
        run,
        new RegExp(`${changed} changed while it was read; diagnose it again`),
      );
    }
  });
});

/** Diagnoses, `before` called before each access of the folder's files. Returns how many accesses there were. */
async function run(
  folder: string,
  model: string,
  before: (access: number) => void,
): Promise<number> {
  const watched = new WatchedFiles(folder, before);
  const train = { samples: join(folder, 'train.npy') };
  try {
    const request = { model: join(folder, model), train, parts: ['hyperplanes'] as const };
    await diagnose(request, silentProgress);
  } catch (error) {
    assert.ok(error instanceof UserError, (error as Error).stack);
    assert.match(error.message, /twin-external|resnet-unfolded|train\.npy/);
  } finally {
    watched.restore();
  }
  return watched.accesses;
}

/** Six samples of that shape as a NumPy file. */
function samples(shape: readonly number[]): Uint8Array {
  const header = npyHeader([6, ...shape]);
  const count = shape.reduce((product, size) => product * size, 6);
  const values = Float32Array.from({ length: count }, (_, index) => Math.sin(index));
  return Buffer.concat([header, new Uint8Array(values.buffer)]);
}
