import { hullMembership } from '../../engine/extrapolation/hullMembership.ts';
import { rangeBox } from '../../engine/extrapolation/rangeBox.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import type { ClassSection } from '../../report/report.ts';
import { namedProgress } from '../namedProgress.ts';
import { rowSubset } from './rowSubset.ts';
import type { SpaceTask } from './spaceTask.ts';

const relativeGap = 0.01;

/**
 * Test rows against the training rows of the class the model predicts for them (D31), by ascending class. Classes without
 * training or test rows are left out; needs training labels and predictions, else empty.
 */
export async function classSections(task: SpaceTask): Promise<ClassSection[]> {
  const { test, trainLabels, testClasses } = task;
  if (!trainLabels || !testClasses) return [];
  const predicted = testClasses.subarray(0, test.rows);
  const sections: ClassSection[] = [];
  for (const label of [...new Set(predicted)].sort((a, b) => a - b)) {
    const trainRows = rowsOf(trainLabels, label);
    if (trainRows.length > 0) {
      sections.push(await classSection(task, label, trainRows, rowsOf(predicted, label)));
    }
  }
  return sections;
}

async function classSection(
  { name, train, test, product, progress }: SpaceTask,
  label: number,
  trainRows: readonly number[],
  testRows: readonly number[],
): Promise<ClassSection> {
  const rows = rowSubset(train, trainRows);
  const queries = rowSubset(test, testRows);
  const verdicts = await hullMembership(rows, queries, {
    product,
    distance: true,
    relativeGap,
    progress: namedProgress(progress, `Hull of class ${label} in ${name}`),
  });
  const count = (word: string): number => verdicts.filter(({ verdict }) => verdict === word).length;
  return {
    class: label,
    train: rows.rows,
    test: queries.rows,
    inside: count('inside'),
    undecided: count('undecided'),
    distance: summarise(verdicts.map(({ upper }) => upper)),
    insideBox: rangeBox(rows, queries).inside,
  };
}

function rowsOf(labels: Int32Array, label: number): number[] {
  const rows: number[] = [];
  labels.forEach((value, row) => {
    if (value === label) rows.push(row);
  });
  return rows;
}
