import { strict as assert } from 'node:assert';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseStructure } from '../../../src/onnx/analyseStructure.ts';
import { readLayerWeights } from '../../../src/onnx/layerWeights.ts';
import { openModel } from '../../../src/onnx/openModel.ts';
import { expectedStructures, fixture } from './fixtureOracle.ts';

/** Small linear congruential generator (Numerical Recipes), enough to spread damage. */
const uniform = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

const readEverything = async (path: string): Promise<void> => {
  const model = await openModel(path);
  try {
    const { layers } = await analyseStructure(model);
    for (const layer of layers) await readLayerWeights(model, layer);
  } finally {
    await model.close();
  }
};

describe('a damaged model', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'damaged-'));
    copyFileSync(join(fixture('.'), '..', 'external-data.bin'), join(folder, 'external-data.bin'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const seed of [1, 2, 3]) {
    it(`is read or refused with a sentence, never with another error (seed ${String(seed)})`, async () => {
      const random = uniform(seed);
      const path = join(folder, 'damaged.onnx');
      let refused = 0;
      for (const name of expectedStructures.keys()) {
        const original = readFileSync(fixture(name));
        for (let trial = 0; trial < 10; trial++) {
          const bytes = Uint8Array.from(original);
          bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
          bytes[Math.floor(random() * bytes.length)] = random() < 0.5 ? 0xff : 0;
          writeFileSync(path, bytes);
          try {
            await readEverything(path);
          } catch (error) {
            const { name: kind, stack } = error as Error;
            assert.equal(kind, 'UserError', `${name}, trial ${String(trial)}: ${String(stack)}`);
            refused++;
          }
        }
      }
      assert.ok(refused > 0);
    });
  }
});
