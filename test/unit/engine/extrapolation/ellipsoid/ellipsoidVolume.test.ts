import { strict as assert } from 'node:assert';
import { affineHull } from '../../../../../src/engine/extrapolation/affineHull.ts';
import { logEllipsoidVolume } from '../../../../../src/engine/extrapolation/ellipsoid/ellipsoidVolume.ts';
import { minimumEllipsoid } from '../../../../../src/engine/extrapolation/ellipsoid/minimumEllipsoid.ts';
import type { Matrix } from '../../../../../src/engine/linalg/matrix.ts';
import { PlainMatrixProduct } from '../../../../support/plainMatrixProduct.ts';
import { silentProgress } from '../../../../../src/engine/progress.ts';
import { matrixOf } from '../../../../support/randomClouds.ts';

const tools = { product: new PlainMatrixProduct(), progress: silentProgress, epsilon: 1e-9 };

async function volumeAround(rows: Matrix): Promise<number> {
  const hull = await affineHull(rows, tools.product);
  return Math.exp(logEllipsoidVolume(await minimumEllipsoid(rows, hull, tools))!);
}

describe('the volume of an ellipsoid', () => {
  it('is 4π/(3√3) times the area around a triangle (Steiner)', async () => {
    const volume = await volumeAround(
      matrixOf([
        [0, 0],
        [1, 0],
        [0.3, 1],
      ]),
    );
    assert.ok(Math.abs(volume - (4 * Math.PI) / (3 * Math.sqrt(3)) / 2) < 1e-6);
  });

  it('is that of semi-axes √d·a around a box, also within a flat of more columns', async () => {
    const edges = [1, 2, 5];
    const corners = Array.from({ length: 8 }, (_, bits) => [
      ...edges.map((edge, k) => ((bits >> k) & 1 ? edge : -edge)),
      7,
    ]);
    const expected = ((4 * Math.PI) / 3) * Math.sqrt(3) ** 3 * 10;
    const volume = await volumeAround(matrixOf(corners));
    assert.ok(Math.abs(volume / expected - 1) < 1e-6, `${volume}, ${expected}`);
  });

  it('is not known for a transform without full rank', () => {
    const transform = matrixOf([
      [1, 0],
      [0, 0],
    ]);
    assert.equal(logEllipsoidVolume({ transform }), undefined);
  });
});
