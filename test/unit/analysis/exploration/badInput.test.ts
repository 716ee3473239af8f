import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explorePath } from '../../../../src/analysis/exploration/path/path.ts';
import { exploreSlice } from '../../../../src/analysis/exploration/slice/slice.ts';
import type { SliceWindowRequest } from '../../../../src/analysis/exploration/slice/sliceWindow.ts';
import { exploreNeighbourhoods } from '../../../../src/analysis/neighbourhood/neighbourhoods.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { withTemporaryFolder } from '../../../support/vscode/folders.ts';

const fixture = (name: string) => join(import.meta.dirname, '../../../fixtures/onnx', name);
const model = fixture('spec-N33.onnx');
const window = {
  kind: 'parallelogram',
  origin: [-4, -4],
  u: [8, 0],
  v: [0, 8],
} as const satisfies SliceWindowRequest;

/** Calls `use` with a CSV file of points: 0 and 3 are equal, 0, 1 and 2 lie on one line. */
const withPoints = (use: (samples: string) => Promise<void>) =>
  withTemporaryFolder(async (folder) => {
    const samples = join(folder, 'points.csv');
    await writeFile(samples, 'x,y\n0,0\n1,1\n3,3\n0,0\n-1,2\n');
    await use(samples);
  });

const sliceThrough = (samples: string, anchors: readonly [number, number, number], margin = 0.25) =>
  exploreSlice(
    { model, samples: { samples }, window: { kind: 'anchors', samples: anchors, margin } },
    silentProgress,
  );

describe('a slice of unusable input', () => {
  it('says in one sentence that anchors are equal or on one line', () =>
    withPoints(async (samples) => {
      for (const anchors of [
        [0, 1, 2],
        [0, 3, 4],
        [4, 4, 4],
      ] as const) {
        await assert.rejects(sliceThrough(samples, anchors), /anchors lie on one line/);
      }
    }));

  it('names an anchor past the end and a margin that leaves no window', () =>
    withPoints(async (samples) => {
      await assert.rejects(sliceThrough(samples, [0, 1, 5]), /no sample 5 in .*: it has 5/);
      await assert.rejects(sliceThrough(samples, [0, 1, 4], -1), /margin of -1 leaves a window/);
    }));

  it('names the side of a window without area, of the wrong length, or too large for a number', async () => {
    const refused = (change: object, message: RegExp) =>
      assert.rejects(
        exploreSlice({ model, window: { ...window, ...change } }, silentProgress),
        message,
      );
    await refused({ v: [16, 0] }, /--u and --v are parallel or zero/);
    await refused({ u: [0, 0] }, /--u and --v are parallel or zero/);
    await refused({ u: [1, 2, 3] }, /--u has 3 numbers, but a sample of this model has 2/);
    await refused({ u: [1e200, 0], v: [0, 1e200] }, /area of the window is too large/);
  });

  it('names the row that holds NaN', () =>
    withTemporaryFolder(async (folder) => {
      const samples = join(folder, 'points.npy');
      await writeFile(samples, npy([0, 0, NaN, 1, 2, -1], 2));
      await assert.rejects(sliceThrough(samples, [0, 1, 2]), /points\.npy: row 1 holds NaN/);
      const path = { model, samples: { samples }, from: 0, to: 1 };
      await assert.rejects(explorePath(path, silentProgress), /points\.npy: row 1 holds NaN/);
      const around = { model, samples: { samples }, at: [1] };
      await assert.rejects(
        exploreNeighbourhoods(around, silentProgress),
        /points\.npy: row 1 holds NaN/,
      );
    }));
});

describe('a slice with nothing to spend', () => {
  for (const budget of [{ cells: 0 }, { seconds: 0 }]) {
    it(`is the whole window, labelled incomplete, with ${JSON.stringify(budget)}`, async () => {
      const slice = await exploreSlice({ model, window, budget }, silentProgress);
      assert.equal(slice.partition.isComplete, false);
      assert.equal(slice.partition.cellStart.length - 1, 1);
      assert.ok(slice.shapeCheck.holds);
      assert.deepEqual([slice.linearRegions, slice.decisions], [undefined, undefined]);
    });
  }
});

describe('a model whose output does not depend on its input', () => {
  it('is refused in one sentence', async () => {
    const plane = { ...window, origin: [-4, -4, 0], u: [8, 0, 0], v: [0, 8, 0] };
    await assert.rejects(
      exploreSlice({ model: fixture('constant-output.onnx'), window: plane }, silentProgress),
      /constant-output\.onnx: no output depends on the analysed input/,
    );
  });
});

describe('a path between two equal samples', () => {
  it('is one region without length, and stays in its class for ever', () =>
    withPoints(async (samples) => {
      const request = { model, samples: { samples }, from: 0, to: 3 };
      const path = await explorePath(
        { ...request, beyond: true, trajectory: true },
        silentProgress,
      );
      assert.deepEqual([path.regions, path.length, path.lengthRatio], [1, 0, null]);
      assert.equal(path.regionsPerUnitLength, null);
      assert.deepEqual(
        [path.beyond!.regions, path.beyond!.lastBreakpoint, path.beyond!.finalClass],
        [1, null, path.classes[0]],
      );
      assert.equal(path.trajectory!.circle, null);
      assert.ok(path.trajectory!.line.layers.every(({ ratio }) => ratio === null));
    }));
});

/** A NumPy file of float32 rows. */
function npy(values: readonly number[], columns: number): Uint8Array {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${values.length / columns}, ${columns}), }`;
  const text = `${header.padEnd(117)}\n`;
  const start = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0);
  return Buffer.concat([start, Buffer.from(text), Buffer.from(Float32Array.from(values).buffer)]);
}
