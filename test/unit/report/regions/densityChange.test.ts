import { strict as assert } from 'node:assert';
import type { RegionsSection } from '../../../../src/report/report.ts';
import {
  densityChange,
  densityChangeFigures,
} from '../../../../src/report/regions/densityChange.ts';
import type { PathDensity, PathKind } from '../../../../src/report/regions/regionSections.ts';

function density(kind: PathKind, mean: number, standardError: number | null): PathDensity {
  const estimate = { mean, standardError };
  const spread = { min: 0, q05: 0, q25: 0, median: 0, mean, q75: 0, q95: 0, max: 0, std: 0 };
  return {
    kind,
    paths: 2,
    regions: estimate,
    perUnitLength: estimate,
    perUnitLengthSpread: spread,
    layers: [],
  };
}

function section(trained: PathDensity[], untrained: PathDensity[]): RegionsSection {
  const baseline = { initialisation: '', samples: 1, layers: [], pathDensities: untrained };
  return { pathDensities: trained, baseline } as unknown as RegionsSection;
}

describe('what training did to the density of regions', () => {
  const cases = [
    { trained: 8, error: 1, untrained: 4, verdict: 'raised', ratio: 2 },
    { trained: 2, error: 0.5, untrained: 4, verdict: 'lowered', ratio: 0.5 },
    { trained: 5, error: 1, untrained: 4, verdict: 'unclear', ratio: 1.25 },
    { trained: 8, error: null, untrained: 4, verdict: 'unclear', ratio: 2 },
  ] as const;
  for (const { trained, error, untrained, verdict, ratio } of cases) {
    it(`is ${verdict} from ${untrained} to ${trained} ± ${error ?? 'no known error'}`, () => {
      const found = densityChange(
        section([density('random', trained, error)], [density('random', untrained, 0.1)]),
      );
      assert.deepEqual(found, { kind: 'random', ratio, verdict });
    });
  }

  it('is told of paths between classes before all others, and only of kinds that both have', () => {
    const both = section(
      [density('noise', 1, 0.1), density('same-class', 2, 0.1), density('different-class', 3, 0.1)],
      [density('noise', 1, 0.1), density('different-class', 1, 0.1)],
    );
    assert.equal(densityChange(both)?.kind, 'different-class');
    const noise = section(
      [density('same-class', 2, 1), density('noise', 4, 1)],
      [density('noise', 1, 0.1)],
    );
    assert.equal(densityChange(noise)?.kind, 'noise');
  });

  it('is not there without an untrained baseline, or where that has no regions', () => {
    assert.deepEqual(densityChangeFigures(section([density('random', 1, 1)], [])), []);
    assert.equal(
      densityChange(section([density('random', 1, 1)], [density('random', 0, 0)])),
      undefined,
    );
  });
});
