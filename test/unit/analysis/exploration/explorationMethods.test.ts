import { strict as assert } from 'node:assert';
import { copyFile, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explorationMethods } from '../../../../src/analysis/exploration/explorationMethods.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';
import type { SliceColouring, SlicePartitionRequest } from '../../../../src/protocol/slice.ts';
import { preActivations } from '../../../support/denseReluNetwork.ts';
import { regionFixtures } from '../../../support/regionFixtures.ts';
import { digitsRequest } from '../../../support/sampleRequest.ts';

const fixture = regionFixtures['N555'];
const [low, high] = fixture.box;
const side = high - low;
const request: SlicePartitionRequest = {
  subject: { model: join('test', 'fixtures', 'onnx', 'spec-N555.onnx') },
  plane: { kind: 'parallelogram', origin: [low, low], u: [side, 0], v: [0, side] },
  budget: { cells: 1e6, seconds: 60 },
};
// A parallelogram's coordinates start at its corner.
const window = { u0: 0, v0: 0, u1: side, v1: side };
const methods = explorationMethods();

describe('a slice that is explored', () => {
  it('has the figures of the fixture', async () => {
    const summary = await methods.sliceSummary(request, silentProgress);
    assert.equal(summary.regions, fixture.cells);
    assert.equal(summary.linearRegions, fixture.linear_regions);
    assert.deepEqual(summary.window, window);
    assert.ok(summary.complete && summary.checks.hold);
  });

  it('says of a point what a forward pass says, in a cell that the raster shows there', async () => {
    const rng = randomGenerator(11);
    for (let i = 0; i < 200; i++) {
      const [u, v] = [side * rng.uniform(), side * rng.uniform()];
      const cell = await methods.sliceCell({ ...request, u, v }, silentProgress);
      const z = preActivations(fixture.layers, [low + u, low + v]);
      assert.ok(cell?.map);
      for (const [k, score] of z.at(-1)!.entries()) {
        const { du, dv, offset } = cell.map[k]!;
        assert.ok(Math.abs(cell.scores[k]! - score) < 1e-9);
        assert.ok(Math.abs(offset + du * u + dv * v - score) < 1e-9);
      }
      const on = z.slice(0, -1).map((layer) => layer.filter((value) => value > 0).length);
      assert.deepEqual(
        cell.pattern.map((layer) => layer.on),
        on,
      );
      for (const [layer, { states, units }] of cell.pattern.entries()) {
        assert.equal(states.length, units);
        assert.deepEqual(
          [...states],
          z[layer]!.map((value) => (value > 0 ? 1 : 0)),
        );
      }
    }
    assert.equal(await methods.sliceCell({ ...request, u: -1, v: 0 }, silentProgress), null);
  });

  it('gives the map of a region in all inputs, which holds at the corners of its cell', async () => {
    const rng = randomGenerator(21);
    for (let i = 0; i < 20; i++) {
      const [u, v] = [side * rng.uniform(), side * rng.uniform()];
      const found = await methods.sliceCellMap({ ...request, u, v }, silentProgress);
      const cell = await methods.sliceCell({ ...request, u, v }, silentProgress);
      assert.ok(found && cell?.map);
      assert.equal(found.predicted, cell.winner);
      assert.equal(found.map.pictures, null);
      assert.ok(found.map.error! < 1e-9);
      for (const [k, { du, dv, offset }] of cell.map.entries()) {
        const steepest = Math.max(Math.abs(du), Math.abs(dv));
        assert.ok(Math.abs(found.map.largest[k]! - steepest) < 1e-9 * Math.max(1, steepest));
        // The plane's coordinates start at the corner (low, low).
        const here = offset - low * (du + dv);
        assert.ok(Math.abs(found.map.offsets[k]! - here) < 1e-8 * Math.max(1, Math.abs(here)));
      }
    }
    assert.equal(await methods.sliceCellMap({ ...request, u: -1, v: 0 }, silentProgress), null);
  });

  it('gives one pattern hash a cell', async () => {
    const rng = randomGenerator(5);
    const hashes = new Map<number, string>();
    for (let i = 0; i < 300; i++) {
      const point = { u: side * rng.uniform(), v: side * rng.uniform() };
      const cell = await methods.sliceCell({ ...request, ...point }, silentProgress);
      assert.ok(cell);
      assert.equal(hashes.get(cell.cell) ?? cell.patternHash, cell.patternHash);
      hashes.set(cell.cell, cell.patternHash);
    }
    assert.equal(new Set(hashes.values()).size, hashes.size);
  });

  it('colours the winning class at the centre of each pixel', async () => {
    const size = 50;
    const { slots } = await methods.sliceRaster(
      { ...request, viewport: window, width: size, height: size, colouring: 'class' },
      silentProgress,
    );
    for (const [at, slot] of slots.entries()) {
      const u = ((at % size) + 0.5) * (side / size);
      const v = side - (Math.floor(at / size) + 0.5) * (side / size);
      const scores = preActivations(fixture.layers, [low + u, low + v]).at(-1)!;
      const best = Math.max(...scores);
      assert.ok(best - scores[slot]! < 1e-9, `pixel ${at}`);
    }
  });

  it('is drawn in every colouring, empty where the view leaves the window', async () => {
    const colourings: SliceColouring[] = ['class', 'layer', 'area', 'density', 'confidence'];
    const viewport = { ...window, u1: 2 * side, v1: 2 * side };
    for (const colouring of colourings) {
      const drawn = await methods.sliceRaster(
        { ...request, viewport, width: 40, height: 40, colouring },
        silentProgress,
      );
      const empty = drawn.slots.filter((slot) => slot === 255).length;
      assert.equal(empty, 1200, colouring);
      assert.equal(drawn.legend.exactness, 'exact');
    }
  });

  it('gives its edges as lines, cut off at the view, or only their number when they are many', async () => {
    const all = await methods.sliceVectors(
      { ...request, viewport: window, maxEdges: 1e5 },
      silentProgress,
    );
    assert.equal(all.edges?.length, 4 * all.edgeCount);
    assert.ok(all.edges.every((share) => share >= -1e-6 && share <= 1 + 1e-6));
    const few = await methods.sliceVectors(
      { ...request, viewport: window, maxEdges: 3 },
      silentProgress,
    );
    assert.equal(few.edges, null);
    assert.equal(few.edgeCount, all.edgeCount);
  });

  it('is the same partition in a zoomed window as in the whole one', async () => {
    const part = { u0: side / 3, v0: side / 4, u1: side / 2, v1: side / 2 };
    const zoomed = { ...request, window: part };
    const rng = randomGenerator(9);
    for (let i = 0; i < 50; i++) {
      const point = {
        u: part.u0 + (part.u1 - part.u0) * rng.uniform(),
        v: part.v0 + (part.v1 - part.v0) * rng.uniform(),
      };
      const [a, b] = [
        await methods.sliceCell({ ...request, ...point }, silentProgress),
        await methods.sliceCell({ ...zoomed, ...point }, silentProgress),
      ];
      assert.equal(a?.patternHash, b?.patternHash);
    }
  });

  it('ends with a labelled part of the partition when its budget is spent', async () => {
    const poor = { ...request, budget: { cells: 10, seconds: 60 } };
    const summary = await methods.sliceSummary(poor, silentProgress);
    assert.ok(!summary.complete);
    assert.equal(summary.decisions, null);
    const drawing = { ...poor, viewport: window, width: 8, height: 8, colouring: 'class' } as const;
    const { legend } = await methods.sliceRaster(drawing, silentProgress);
    assert.equal(legend.exactness, 'estimate');
    const cell = await methods.sliceCell({ ...poor, u: 0.1, v: 0.1 }, silentProgress);
    assert.equal(cell?.map, null);
    const found = await methods.sliceCellMap({ ...poor, u: 0.1, v: 0.1 }, silentProgress);
    assert.equal(found?.map.error, null);
  });

  it('refuses a window without area and a view that cannot be drawn', async () => {
    const empty = { ...request, window: { u0: 1, v0: 0, u1: 1, v1: 1 } };
    await assert.rejects(methods.sliceSummary(empty, silentProgress), /no area/);
    const huge = { ...request, viewport: window, width: 8000, height: 8000, colouring: 'class' };
    await assert.rejects(
      methods.sliceRaster(huge as Parameters<typeof methods.sliceRaster>[0], silentProgress),
      /8000 × 8000/,
    );
  });
});

describe('a plane through images', () => {
  const { model, test: samples, preprocess } = digitsRequest;
  const plane = { kind: 'anchors', samples: [0, 1, 2] } as const;
  const drawn: SlicePartitionRequest = {
    subject: { model, samples: samples!, preprocess: preprocess! },
    plane,
    // A small part of the plane is cut in no time.
    window: { u0: -0.01, v0: -0.01, u1: 0.01, v1: 0.01 },
    budget: { cells: 1e6, seconds: 60 },
  };

  it('shows the map of a region as one image a class', async () => {
    const found = await methods.sliceCellMap({ ...drawn, u: 0, v: 0 }, silentProgress);
    assert.equal(found?.map.pictures?.length, 10);
    assert.deepEqual(
      [
        found.map.pictures[0]!.height,
        found.map.pictures[0]!.width,
        found.map.pictures[0]!.channels,
      ],
      [8, 8, 1],
    );
    assert.ok(found.map.error! < 1e-9);
  });

  it('has the room around the samples that is asked for', async () => {
    const sideOf = async (margin: number): Promise<number> => {
      const { window: w } = await methods.sliceSummary(
        { subject: drawn.subject, plane: { ...plane, margin }, budget: { cells: 10, seconds: 60 } },
        silentProgress,
      );
      return w.u1 - w.u0;
    };
    assert.ok(Math.abs((await sideOf(1)) / (await sideOf(0)) - 2) < 1e-12);
  });
});

describe('samples to choose from', () => {
  const { model, test: samples, preprocess } = digitsRequest;
  const subject = { model, samples: samples!, preprocess: preprocess! };

  it('come with picture, label and prediction', async () => {
    const choice = { kind: 'run', start: 10, count: 4 } as const;
    const found = await methods.sampleThumbnails({ subject, choice }, silentProgress);
    assert.equal(found.total, 400);
    assert.deepEqual([...found.indices], [10, 11, 12, 13]);
    assert.equal(found.images?.length, 4);
    assert.deepEqual([found.images[0]!.height, found.images[0]!.width], [8, 8]);
    const right = found.predicted.filter((winner, i) => winner === found.labels[i]).length;
    assert.ok(right >= 3);
  });

  it('are found by label, page by page', async () => {
    const choice = { kind: 'run', start: 5, count: 5, label: 3 } as const;
    const found = await methods.sampleThumbnails({ subject, choice }, silentProgress);
    assert.ok(found.total > 10 && found.total < 100);
    assert.deepEqual([...found.labels], [3, 3, 3, 3, 3]);
  });

  it('refuse an index past the end, and a model without samples', async () => {
    const choice = { kind: 'indices', indices: [400] } as const;
    await assert.rejects(methods.sampleThumbnails({ subject, choice }, silentProgress), /400/);
    await assert.rejects(
      methods.sampleThumbnails({ subject: { model }, choice }, silentProgress),
      /digits\.onnx/,
    );
  });
});

describe('a model file that changes while it is explored', () => {
  it('is opened anew', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'model-geometry-'));
    try {
      const model = join(folder, 'model.onnx');
      const regionsOf = async (): Promise<number> =>
        (await methods.sliceSummary({ ...request, subject: { model } }, silentProgress)).regions;
      await copyFile(join('test', 'fixtures', 'onnx', 'spec-N555.onnx'), model);
      assert.equal(await regionsOf(), fixture.cells);
      await copyFile(join('test', 'fixtures', 'onnx', 'spec-N33.onnx'), model);
      await utimes(model, new Date(), new Date(Date.now() + 5000));
      assert.notEqual(await regionsOf(), fixture.cells);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
