import { chartView } from '../chartView.ts';
import { formatCount } from '../format.ts';
import { papers } from '../papers.ts';
import type { SweepResult } from '../report.ts';
import type { ReportView } from '../reportView.ts';
import { sweepCharts, sweepTables } from './sweepViews.ts';

/** The page of a sweep of `train` against `test`, as the user named them. */
export function createSweepView(sweep: SweepResult, train: string, test: string): ReportView {
  const told = sweep.claims.flatMap(({ statement, observed }) =>
    observed
      ? [`“${statement.replace(/\.$/, '')}” ${observed.holds ? 'holds' : 'does not hold'} here.`]
      : [],
  );
  return {
    title: 'Interpolation and extrapolation',
    subtitle: `${formatCount(sweep.test)} test samples against up to ${formatCount(sweep.train)} training samples`,
    parts: [
      {
        part: 'extrapolation',
        title: 'Sweep',
        sentence: told.join(' ') || 'No space here is one that the talk’s statements speak of.',
        figures: [],
        charts: sweepCharts(sweep).map((chart) => chartView(chart)),
        tables: sweepTables(sweep),
        unitTables: [],
        explanation: { paragraphs: explained, papers: [papers.extrapolation] },
      },
    ],
    limits: sweep.notes ?? [],
    facts: [
      { label: 'Training data', value: train },
      { label: 'Test data', value: test },
    ],
  };
}

const explained = [
  'Each point is the share of test samples in the convex hull of the training samples in one space; every verdict carries a certificate. Only the dimension of the flat that the training samples span matters to it, not the number of columns.',
  'What as many Gaussian samples of that dimension would show is exact (Kabluchko and Zaporozhets). Real data are not Gaussian: a curve below it is no error.',
  'Test samples that equal a training sample are inside without any interpolation; they are counted apart, and statements are held against the others alone.',
];
