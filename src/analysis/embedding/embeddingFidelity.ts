import { leaveOneOut } from '../../engine/extrapolation/leaveOneOut.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../engine/stats/sampleWithoutReplacement.ts';
import { wilsonInterval } from '../../engine/stats/wilsonInterval.ts';
import { UserError } from '../../engine/userError.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import type { DataSettings, PreprocessSettings } from '../../protocol/analysis.ts';
import { namedProgress } from '../namedProgress.ts';
import { openRows } from '../rows.ts';
import { readMatrix } from '../spaceMatrices.ts';

/** A picture of some features, row by row, e.g. by UMAP or t-SNE. */
export interface EmbeddingRequest {
  readonly features: DataSettings;
  readonly embedding: DataSettings;
  readonly preprocess: PreprocessSettings;
  /** Rows judged; 300 unless given. */
  readonly rows?: number;
  readonly seed?: number;
  readonly threads?: number;
}

/** How often the picture shows a row among the others that is outside their hull in truth (D37). */
export interface EmbeddingResult {
  readonly samples: number;
  readonly featureDimension: number;
  readonly embeddingDimension: number;
  /** Rows judged, drawn at random. */
  readonly judged: number;
  /** Rows inside the hull of all others. */
  readonly insideFeatures: number;
  readonly insideEmbedding: number;
  readonly undecided: number;
  /** Rows inside in the picture that are outside in truth. */
  readonly falselyInside: number;
  /** Share of those among the rows outside in truth; `null` when none is outside. */
  readonly falseInterpolation: number | null;
  /** 95 % Wilson interval of it. */
  readonly interval: readonly [number, number];
}

const defaultRows = 300;

/** Throws UserError when features and embedding have different numbers of rows, or fewer than two. */
export async function embeddingFidelity(
  request: EmbeddingRequest,
  progress: ProgressSink,
): Promise<EmbeddingResult> {
  const features = await readSide(request.features, request.preprocess, progress);
  const embedding = await readSide(request.embedding, {}, progress);
  refuseUnusable(request, features, embedding);
  const { threads, seed = 0 } = request;
  const judged = Math.min(request.rows ?? defaultRows, features.rows);
  const rows = sampleWithoutReplacement(randomGenerator(seed), judged, features.rows);
  const product = new OnnxMatrixProduct(threads === undefined ? {} : { threads });
  try {
    const verdictsIn = (matrix: Matrix, name: string) =>
      leaveOneOut(matrix, rows, { product, progress: namedProgress(progress, name) });
    const inFeatures = await verdictsIn(features, 'Rows against the others, features');
    const inEmbedding = await verdictsIn(embedding, 'Rows against the others, embedding');
    const outside = inFeatures.filter((verdict) => verdict === 'outside').length;
    const falselyInside = inFeatures.filter(
      (verdict, i) => verdict === 'outside' && inEmbedding[i] === 'inside',
    ).length;
    return {
      samples: features.rows,
      featureDimension: features.columns,
      embeddingDimension: embedding.columns,
      judged,
      insideFeatures: inFeatures.filter((verdict) => verdict === 'inside').length,
      insideEmbedding: inEmbedding.filter((verdict) => verdict === 'inside').length,
      undecided: [...inFeatures, ...inEmbedding].filter((verdict) => verdict === 'undecided')
        .length,
      falselyInside,
      falseInterpolation: outside === 0 ? null : falselyInside / outside,
      interval: wilsonInterval(falselyInside, outside),
    };
  } finally {
    await product.close();
  }
}

async function readSide(
  settings: DataSettings,
  preprocess: PreprocessSettings,
  progress: ProgressSink,
): Promise<Matrix> {
  const rows = await openRows(settings, preprocess, null);
  try {
    return await readMatrix(rows, rows.dimension, `Reading ${settings.samples}`, progress);
  } finally {
    await rows.close();
  }
}

function refuseUnusable(request: EmbeddingRequest, features: Matrix, embedding: Matrix): void {
  const { samples } = request.features;
  if (features.rows !== embedding.rows) {
    throw new UserError(
      `${samples} has ${features.rows} rows but ${request.embedding.samples} has ${embedding.rows}; give one embedded row for each.`,
      { code: 'mismatch' },
    );
  }
  if (features.rows < 2) throw new UserError(`${samples} has a single row; give at least two.`);
}
