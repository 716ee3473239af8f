import { strict as assert } from 'node:assert';
import { deadUnits } from '../../../src/report/findings/deadUnits.ts';
import { alwaysOnUnits } from '../../../src/report/findings/alwaysOnUnits.ts';
import { duplicateTestRows } from '../../../src/report/findings/duplicateTestRows.ts';
import type { Diagnosed } from '../../../src/report/findings/findingRule.ts';
import { nearDecisionBoundary } from '../../../src/report/findings/nearDecisionBoundary.ts';
import { noData } from '../../../src/report/findings/noData.ts';
import { notPiecewiseLinear } from '../../../src/report/findings/notPiecewiseLinear.ts';
import { outsideHull } from '../../../src/report/findings/outsideHull.ts';
import { saturatedRegions } from '../../../src/report/findings/saturatedRegions.ts';
import { undecidedVerdicts } from '../../../src/report/findings/undecidedVerdicts.ts';
import { extrapolationSentence } from '../../../src/report/extrapolation/extrapolationSentence.ts';
import { hyperplanesSentence } from '../../../src/report/hyperplanes/hyperplanesSentence.ts';
import { ofAllOf, shareOfAll } from '../../../src/report/phrases.ts';
import { regionsSentence } from '../../../src/report/regions/regionsSentence.ts';
import type { Report } from '../../../src/report/report.ts';
import { sampleReport } from '../../support/sampleReport.ts';

/** A count that does not agree with its noun or verb. */
const wrongOne =
  /(?<![\d.,])(?<!of )1 (units|samples|regions|rows|inputs|places|dimensions)\b|\b(all|none of) 1 \w+s\b|(?<!\d)1 of [\d,]+ [^.;]*? (are|lie|stand|change|were)\b/;

/** The report with every count of samples and units that sentences tell set to `count`, of `whole`. */
function counting(count: number, whole: number): Report {
  const report = sampleReport();
  const space = report.extrapolation!.spaces[0]!;
  const { regions, hyperplanes } = report;
  const list = { count, units: [0], certified: { count, units: [0] } };
  return {
    ...report,
    hyperplanes: {
      ...hyperplanes!,
      samples: { set: 'test', count: whole },
      layers: hyperplanes!.layers.map((layer) => ({
        ...layer,
        units: whole,
        nonlinearity: 'Relu',
        ...(layer.dead && { dead: list, alwaysOn: list }),
      })),
    },
    regions: {
      ...regions!,
      samples: whole,
      network: { ...regions!.network, distinctPatterns: count },
    },
    extrapolation: {
      ...report.extrapolation!,
      spaces: [
        {
          ...space,
          test: whole,
          train: count,
          effectiveDimension: count,
          hull: { ...space.hull, outside: count, undecided: count, duplicates: count },
        },
      ],
    },
  };
}

const rules = [
  deadUnits,
  alwaysOnUnits,
  duplicateTestRows,
  nearDecisionBoundary,
  noData,
  notPiecewiseLinear,
  outsideHull,
  saturatedRegions,
  undecidedVerdicts,
];

function sentencesOf(report: Report): string[] {
  return [
    ...rules.flatMap((rule) => rule.measure(report as Diagnosed).map(({ message }) => message)),
    hyperplanesSentence(report.hyperplanes!),
    regionsSentence(report.regions!),
    extrapolationSentence(report.extrapolation!),
  ];
}

describe('counts in sentences', () => {
  it('know wrong grammar from right', () => {
    for (const wrong of ['1 units', 'all 1 units', '1 of 8 units of layer "a" are', '1 samples']) {
      assert.match(wrong, wrongOne);
    }
    for (const right of ['1 unit', '1 of 8 units of layer "a" is', '11 units', 'all 2 units are']) {
      assert.doesNotMatch(right, wrongOne);
    }
  });

  for (const [count, whole] of [
    [1, 1],
    [1, 8],
    [8, 8],
  ] as const) {
    it(`agree with nouns and verbs for ${String(count)} of ${String(whole)}`, () => {
      const sentences = sentencesOf(counting(count, whole));
      assert.ok(sentences.length >= 8, String(sentences.length));
      for (const sentence of sentences) assert.doesNotMatch(sentence, wrongOne);
      const text = sentences.join(' ');
      if (count === 8) assert.match(text, /All 8 test samples lie|all 8 test samples lie/);
      else assert.match(text, /test samples? lies outside/);
    });
  }

  it('call one of one the only one', () => {
    assert.equal(shareOfAll(1, 1, 'unit'), 'the only unit');
    assert.equal(shareOfAll(1, 8, 'unit'), '1 of 8 units (12.5%)');
    assert.equal(ofAllOf(8, 8, 'unit'), 'all 8 units');
    assert.equal(ofAllOf(0, 1, 'unit'), 'none of 1 unit');
  });

  it('speak of no smooth units, and of no counts, where a model has no units', () => {
    const report = sampleReport();
    const model = { ...report.model, piecewiseLinear: false };
    const trees = { ...report, model, regions: { ...report.regions!, layers: [] } };
    const [{ message }] = notPiecewiseLinear.measure(trees as Diagnosed);
    assert.match(message, /so its regions were not counted\.$/);
    const [units] = notPiecewiseLinear.measure({ ...report, model } as Diagnosed);
    assert.doesNotMatch(units!.message, /smooth/);
    assert.match(units!.message, /every region count is heuristic\.$/);
  });
});
