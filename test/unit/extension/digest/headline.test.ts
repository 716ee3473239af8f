import { strict as assert } from 'node:assert';
import { headlineOf } from '../../../../src/extension/digest/headline.ts';
import { historyView } from '../../../../src/extension/digest/historyView.ts';
import { sampleReport } from '../../../support/sampleReport.ts';

describe('headlineOf', () => {
  const report = sampleReport();
  const versions = (...names: string[]) =>
    names.map((sha256) => ({ ...report, model: { ...report.model, sha256 } }));

  it('takes the figures that the report itself shows', () => {
    const [point] = headlineOf(report, 7, []);
    const switched = report.hyperplanes!.layers.filter(({ dead }) => dead);
    const dead = switched.reduce((sum, layer) => sum + layer.dead!.count, 0);
    const units = switched.reduce((sum, layer) => sum + layer.units, 0);
    assert.equal(point!.deadShare, dead / units);
    assert.equal(point!.accuracy, report.data.test!.accuracy);
    assert.equal(point!.insideShare, report.extrapolation!.spaces[0]!.hull.insideFraction);
    assert.equal(point!.time, 7);
  });

  it('adds a point a version of the model, oldest first', () => {
    const history = versions('a', 'b', 'c').reduce(
      (earlier, version, i) => [...headlineOf(version, i, earlier)],
      [] as ReturnType<typeof headlineOf>,
    );
    assert.deepEqual(
      history.map(({ sha256, time }) => [sha256, time]),
      [
        ['a', 0],
        ['b', 1],
        ['c', 2],
      ],
    );
  });

  it('replaces the point of a version that is run again and keeps what that run was not asked for', () => {
    const first = headlineOf(report, 1, []);
    const second = headlineOf({ ...report, extrapolation: null }, 2, first);
    assert.equal(second.length, 1);
    assert.equal(second[0]!.time, 2);
    assert.equal(second[0]!.insideShare, first[0]!.insideShare);
  });

  it('forgets the oldest of very many', () => {
    let history: ReturnType<typeof headlineOf> = [];
    for (let i = 0; i < 120; i++) {
      history = headlineOf(versions(String(i))[0]!, i, history);
    }
    assert.ok(history.length < 120);
    assert.equal(history.at(-1)!.time, 119);
  });
});

describe('historyView', () => {
  const point = headlineOf(sampleReport(), 1, [])[0]!;

  it('has nothing to draw before the second version', () => {
    assert.deepEqual(historyView([point]), []);
  });

  it('has a value and its words for every version, and leaves out what the last one lacks', () => {
    const view = historyView([point, { ...point, accuracy: null }]);
    assert.ok(view.length > 0);
    assert.ok(view.every(({ values, texts }) => values.length === 2 && texts.length === 2));
    assert.ok(view.every(({ label }) => label !== 'Accuracy'));
  });

  it('says of each value how it is known', () => {
    const report = sampleReport();
    const regions = { ...report.regions!, exactness: 'heuristic' as const };
    const [smooth] = headlineOf({ ...report, regions }, 2, []);
    // A point that an earlier version kept says nothing of it.
    const earlier = { ...point };
    delete (earlier as { exactness?: unknown }).exactness;
    const known = Object.fromEntries(
      historyView([earlier, smooth!]).map(({ label, exactness }) => [label, exactness]),
    );
    assert.deepEqual(known['Distinct patterns per sample'], ['exact', 'heuristic']);
    assert.deepEqual(known['Accuracy'], ['exact', 'exact']);
  });
});
