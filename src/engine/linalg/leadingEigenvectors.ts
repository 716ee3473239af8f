import { chebyshevFiltered, type RitzBlock, type BlockOperator } from './chebyshevFilter.ts';
import { addScaledInto, lengthOf } from './dot.ts';
import { type Matrix, rowOf } from './matrix.ts';
import { combinedRows, orthonormaliseRowsInto, randomRows, symmetricProducts } from './rowBlock.ts';
import { type Eigenpairs, fixSign, symmetricEigen } from './symmetricEigen.ts';

/** Vectors beyond half as many again as asked for: the further the first one left out, the faster the others converge. */
const leastSpare = 8;
/** A block wider than this share of the space costs as much as a full decomposition. */
const widestShare = 1 / 4;
/** Residual ‖Av − λv‖ of an eigenpair, as a share of the largest eigenvalue; the angle error is this over the gap. */
const residualShare = 1e-10;
const mostCalls = 300;
const mostRounds = 60;
/** Most that a filter may amplify the first vector against the last one wanted: beyond, rounding hides the last. */
const mostGrowth = 1e10;
const highestDegree = 40;
/** A round that divides the residual by less than this has the edge of its filter within a cluster of eigenvalues. */
const leastProgress = 2;
/** Where the edge goes then, below the cluster. */
const loweredEdge = 0.8;

/**
 * The `count` largest eigenvalues of an n × n operator and orthonormal eigenvectors, descending.
 *
 * Subspace iteration with a Chebyshev filter and Rayleigh–Ritz on half as many vectors again as are asked for, and 8: a block finds equal
 * eigenvalues, which a single vector misses. Three to six rounds and 10 to 25 operator calls are usual, 120 where eigenvalues lie close; a
 * round costs O(count² n) besides. Where the block would be much of the space, the operator is written out and decomposed
 * instead. Deterministic: the start is seeded.
 */
export async function leadingEigenvectors(
  operator: BlockOperator,
  n: number,
  count: number,
): Promise<Eigenpairs> {
  const width = count + leastSpare + Math.ceil(count / 2);
  if (width >= widestShare * n) return symmetricEigen(await operator(identity(n)), count);
  let calls = 0;
  const counted: BlockOperator = (vectors) => {
    calls++;
    return operator(vectors);
  };
  let block = await counted(randomRows(width, n));
  let before = Infinity;
  for (let round = 1; ; round++) {
    const ritz = await ritzPairs(counted, block);
    const residual = largestResidual(ritz, count) / ritz.values[0];
    // Of the zero operator the residual is 0/0.
    if (!(residual > residualShare) || round === mostRounds || calls >= mostCalls) {
      return leading(ritz, count);
    }
    const isStuck = residual > before / leastProgress;
    const edge = ritz.values[width - 1] * (isStuck ? loweredEdge : 1);
    block = await filtered(counted, ritz, { count, edge, residual });
    before = residual;
  }
}

/** The best approximations within the span of the block, which is used up. */
async function ritzPairs(operator: BlockOperator, block: Matrix<Float64Array>): Promise<RitzBlock> {
  orthonormaliseRowsInto(block);
  const images = await operator(block);
  const { values, vectors } = symmetricEigen(symmetricProducts(block, images));
  return {
    values,
    vectors: combinedRows(vectors, block),
    images: combinedRows(vectors, images),
  };
}

/** The block after a filter of the highest degree that is useful; `residual` as a share of the largest value. */
function filtered(
  operator: BlockOperator,
  ritz: RitzBlock,
  { count, edge, residual }: { count: number; edge: number; residual: number },
): Promise<Matrix<Float64Array>> {
  // What is left out is all but nothing: one application removes it.
  if (!(edge > Number.EPSILON * ritz.values[0])) return Promise.resolve(ritz.images);
  // ln T(θ) grows by this with each degree.
  const rate = (value: number) => Math.acosh(Math.max(1, (2 * value) / edge - 1));
  const [first, last] = [rate(ritz.values[0]), rate(ritz.values[count - 1])];
  const tolerated = Math.log(mostGrowth) / (first - last);
  const enough = Math.log((10 * residual) / residualShare) / last;
  const degree = Math.floor(Math.min(tolerated, enough + 1, highestDegree));
  return chebyshevFiltered(operator, ritz, { edge, degree: Math.max(2, degree) });
}

function largestResidual({ values, vectors, images }: RitzBlock, count: number): number {
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const rest = rowOf(images, i).slice();
    addScaledInto(rest, 0, vectors.data, i * vectors.columns, vectors.columns, -values[i]);
    largest = Math.max(largest, lengthOf(rest));
  }
  return largest;
}

function leading({ values, vectors }: RitzBlock, count: number): Eigenpairs {
  const n = vectors.columns;
  const kept = { rows: count, columns: n, data: vectors.data.slice(0, count * n) };
  for (let i = 0; i < count; i++) fixSign(rowOf(kept, i));
  return { values: values.slice(0, count), vectors: kept };
}

function identity(n: number): Matrix<Float64Array> {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return { rows: n, columns: n, data };
}
