import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../../engine/progress.ts';

/** One space whose test rows are scored, and what is known of the rows. */
export interface SpaceTask {
  /** As the report names it. */
  readonly name: string;
  readonly train: Matrix;
  readonly test: Matrix;
  /** By row; `undefined` where unknown. Test classes and labels may be longer than the test rows. */
  readonly trainLabels: Int32Array | undefined;
  readonly testLabels: Int32Array | undefined;
  readonly testClasses: Int32Array | undefined;
  readonly seed: number;
  readonly product: MatrixProduct;
  readonly progress: ProgressSink;
}
