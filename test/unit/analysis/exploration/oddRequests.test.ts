import { strict as assert } from 'node:assert';
import { analysisMethods } from '../../../../src/analysis/methods.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import type { SliceRasterRequest } from '../../../../src/protocol/slice.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

const { model, test: samples, preprocess } = digitsRequest;
const subject = { model, samples: { ...samples!, limit: 20 }, preprocess: preprocess! };
const viewport = { u0: 0, v0: 0, u1: 1, v1: 1 };
const raster: SliceRasterRequest = {
  subject,
  plane: { kind: 'anchors', samples: [0, 1, 2] },
  budget: { cells: 50, seconds: 1 },
  viewport,
  width: 4,
  height: 4,
  colouring: 'layer',
};

// What the pages never ask for, and the fuzzer did.
describe('a request out of range is refused in one sentence', () => {
  for (const colouring of ['', 'constructor', '__proto__']) {
    it(`for the colouring "${colouring}"`, () =>
      assert.rejects(
        analysisMethods.sliceRaster({ ...raster, colouring } as SliceRasterRequest, silentProgress),
        { name: 'UserError', message: /There is no colouring ".*": take one of class, layer/ },
      ));
  }

  it('for a part of a pixel', () =>
    assert.rejects(analysisMethods.sliceRaster({ ...raster, width: 1.5 }, silentProgress), {
      name: 'UserError',
    }));

  for (const side of [-(2 ** 53), 0, 0.5, NaN]) {
    it(`for a grid of ${side} points`, () =>
      assert.rejects(
        analysisMethods.sliceCodes(
          { subject, plane: raster.plane, viewport, side } as never,
          silentProgress,
        ),
        { name: 'UserError', message: /grid/ },
      ));
  }

  for (const row of [-1, 0.5, 1e-9]) {
    it(`for the decision ${row}`, () =>
      assert.rejects(
        analysisMethods.neighbourhoodHyperplane({ subject, sample: 3, row }, silentProgress),
        { name: 'UserError', message: /There is no decision/ },
      ));
  }
});
