import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { type Matrix, rowOf } from '../../../../../src/engine/linalg/matrix.ts';
import { inRadius } from '../../../../../src/engine/regions/neighbourhood/inRadius.ts';
import { dualNorm } from '../../../../../src/engine/regions/neighbourhood/normDuality.ts';
import { randomGenerator } from '../../../../../src/engine/stats/randomGenerator.ts';
import type { Float64Network } from '../../../../../src/onnx/float64/float64Network.ts';
import { rootFolder } from '../../../../support/vscode/folders.ts';
import { withTwin as withTwinOfFile } from '../../../../support/twinOf.ts';
import { cases } from '../operatorCases.ts';
import { withTwin } from '../operatorModel.ts';

const rng = randomGenerator(41);

function identity(size: number): Matrix<Float64Array> {
  const matrix = { rows: size, columns: size, data: new Float64Array(size * size) };
  for (let i = 0; i < size; i++) rowOf(matrix, i)[i] = 1;
  return matrix;
}

function close(actual: number, expected: number, scale: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= 1e-10 * scale, `${what}: ${actual} for ${expected}`);
}

/** The three routes to a derivative agree, and it describes the network throughout the region of the point. */
async function checkDerivatives(network: Float64Network, point: Float64Array): Promise<void> {
  const map = network.linearised();
  const gradients = await map.gradients(point);
  const [euclidean, maximum] = [
    await map.slopes(point, 'euclidean'),
    await map.slopes(point, 'maximum'),
  ];
  for (const [site, { values, gradients: rows }] of gradients.entries()) {
    for (let i = 0; i < values.length; i++) {
      const gradient = rowOf(rows, i);
      const sum = 1 + dualNorm(gradient, 'maximum');
      close(euclidean[site].slopes[i], dualNorm(gradient, 'euclidean'), sum, 'length');
      close(maximum[site].slopes[i], dualNorm(gradient, 'maximum'), sum, 'sum');
      close(euclidean[site].values[i], values[i], 1 + Math.abs(values[i]), 'value');
    }
    if (network.sites[site]?.switch.kind === 'maximum') continue;
    const back = await map.pullBack(point, site, identity(values.length));
    back.gradients.data.forEach((slope, i) => {
      close(slope, rows.data[i], 1 + Math.abs(slope), 'pulled back');
    });
  }
  const radius = Math.min(1, inRadius(network.sites, euclidean));
  const step = point.map(() => rng.normal());
  const reach = (0.99 * radius) / Math.sqrt(step.reduce((sum, value) => sum + value * value, 0));
  const other = point.map((value, i) => value + reach * step[i]);
  const { values, gradients: rows } = gradients[network.sites.length];
  const scores = await network.evaluate(other, 1, network.sites.length);
  scores.forEach((score, k) => {
    const rise = rowOf(rows, k).reduce((sum, slope, i) => sum + slope * reach * step[i], 0);
    close(values[k] + rise, score, 1 + Math.abs(score), 'affine in the region');
  });
}

/** Class scores at several points at once are those of the points alone. */
async function checkTogether(network: Float64Network): Promise<void> {
  const map = network.linearised();
  const points = Array.from({ length: 2 }, () =>
    Float64Array.from({ length: network.inputLength }, () => rng.normal()),
  );
  const together = await map.scoreGradients(points);
  for (const [i, point] of points.entries()) {
    const alone = (await map.gradients(point))[network.sites.length];
    together[i].values.forEach((score, k) => {
      close(score, alone.values[k], 1 + Math.abs(score), 'score');
    });
    together[i].gradients.data.forEach((slope, k) => {
      close(slope, alone.gradients.data[k], 1 + Math.abs(slope), 'gradient of a score');
    });
  }
}

describe('LinearisedNetwork', () => {
  for (const each of cases) {
    it(`differentiates ${each.name}`, async () => {
      await withTwin(each, async (network) => {
        for (let trial = 0; trial < 3; trial++) {
          await checkDerivatives(
            network,
            Float64Array.from({ length: network.inputLength }, () => rng.normal()),
          );
        }
        await checkTogether(network);
      });
    });
  }

  for (const sample of ['digits', 'wine']) {
    it(`differentiates the sample ${sample}`, async () => {
      const file = join(rootFolder, 'media', 'samples', sample, `${sample}.onnx`);
      await withTwinOfFile(file, async (network) => {
        for (let trial = 0; trial < 3; trial++) {
          await checkDerivatives(
            network,
            Float64Array.from({ length: network.inputLength }, () => rng.uniform()),
          );
        }
      });
    });
  }

  it('needs no more directions than the first layer has units, where these are fewer than inputs', async () => {
    const file = join(rootFolder, 'media', 'samples', 'wine', 'wine.onnx');
    await withTwinOfFile(file, async (network) => {
      const first = network.sites[0].width;
      const expected = Math.min(first, network.inputLength);
      assert.equal(await network.linearised().directions('euclidean'), expected);
      assert.equal(await network.linearised().directions('maximum'), network.inputLength);
    });
  });
});
