import { strict as assert } from 'node:assert';
import {
  type ClassificationTree,
  classificationTree,
} from '../../../../src/engine/stats/classificationTree.ts';
import { randomGenerator } from '../../../../src/engine/stats/randomGenerator.ts';

function leafOf(tree: ClassificationTree, row: ArrayLike<number>): number {
  let node = 0;
  while (tree.column[node] >= 0) {
    const isBelow = row[tree.column[node]] <= tree.threshold[node];
    node = isBelow ? tree.below[node] : tree.above[node];
  }
  return node;
}

function randomProblem(seed: number, rows: number, columns: number, classes: number) {
  const rng = randomGenerator(seed);
  const data = Float32Array.from({ length: rows * columns }, () => Math.round(20 * rng.uniform()));
  const labels = Int32Array.from({ length: rows }, () => rng.integer(classes));
  return { matrix: { rows, columns, data }, labels };
}

/** n · Gini impurity of a list of labels. */
function impurity(labels: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return labels.length - [...counts.values()].reduce((sum, c) => sum + c * c, 0) / labels.length;
}

describe('classificationTree', () => {
  it('splits first where impurity falls most, as trying every threshold shows', () => {
    for (const seed of [1, 2, 3, 4]) {
      const { matrix, labels } = randomProblem(seed, 60, 5, 3);
      const tree = classificationTree(matrix, labels, 2);
      const rows = [...labels.keys()];
      const gainOf = (column: number, threshold: number): number => {
        const isBelow = (row: number) => matrix.data[row * 5 + column] <= threshold;
        const side = (wanted: boolean) =>
          rows.filter((row) => isBelow(row) === wanted).map((row) => labels[row]);
        return impurity([...labels]) - impurity(side(true)) - impurity(side(false));
      };
      const gains = [0, 1, 2, 3, 4].flatMap((column) =>
        Array.from({ length: 20 }, (_, k) => gainOf(column, k + 0.5)).filter(Number.isFinite),
      );
      const found = gainOf(tree.column[0], tree.threshold[0]);
      assert.ok(Math.abs(found - Math.max(...gains)) < 1e-9, `seed ${seed}`);
    }
  });

  it('separates all classes when it may grow and no two equal rows differ in class', () => {
    const { matrix, labels } = randomProblem(5, 300, 6, 4);
    const tree = classificationTree(matrix, labels, 1e9);
    const classOf = new Map<number, number>();
    for (const [row, label] of labels.entries()) {
      const leaf = leafOf(tree, matrix.data.subarray(row * 6, row * 6 + 6));
      assert.equal(classOf.get(leaf) ?? label, label);
      classOf.set(leaf, label);
    }
    assert.equal(classOf.size, tree.leaves);
  });

  it('stops at the number of leaves asked for, and at one where nothing can be gained', () => {
    const { matrix, labels } = randomProblem(6, 300, 6, 4);
    assert.equal(classificationTree(matrix, labels, 17).leaves, 17);
    assert.equal(classificationTree(matrix, new Int32Array(300), 17).leaves, 1);
    const constant = { rows: 3, columns: 2, data: new Float32Array(6) };
    assert.equal(classificationTree(constant, Int32Array.of(0, 1, 0), 17).leaves, 1);
  });
});
