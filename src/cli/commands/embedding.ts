import { Command } from 'commander';
import {
  embeddingFidelity,
  type EmbeddingRequest,
  type EmbeddingResult,
} from '../../analysis/embedding/embeddingFidelity.ts';
import { formatCount, formatOptionalShare } from '../../report/format.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import {
  addSharedOptions,
  addTimeBudget,
  type DataOptions,
  dataSettingsOf,
  positiveInteger,
  preprocessOf,
  type RunOptions,
} from '../options.ts';
import { checkTargets, jsonText, writeTarget, writeText } from '../output.ts';
import { limitedRun } from '../progressDisplay.ts';

interface EmbeddingOptions extends DataOptions, Pick<RunOptions, 'seconds'> {
  readonly features: string;
  readonly embedding: string;
  readonly rows?: number;
  readonly json?: string;
}

/** `model-geometry embedding`: does a 2-D or 3-D picture of features show samples as interpolating that are not? */
export function embeddingCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('embedding')
    .description(
      'does a picture of features show samples among others that are outside their hull?',
    )
    .requiredOption('--features <file>', 'the features, FILE[#ARRAY]')
    .requiredOption('--embedding <file>', 'their picture, a row a sample, FILE[#ARRAY]')
    .option('--rows <n>', 'rows judged (default 300)', positiveInteger)
    .option('--json <file>', 'write the result as JSON ("-" = stdout)');
  return addTimeBudget(addSharedOptions(command)).action(async (options: EmbeddingOptions) => {
    await checkTargets([options.json], params);
    const { result, interrupted } = await limitedRun(params, options, (display) =>
      embeddingFidelity(requestOf(options, params.cwd), display),
    );
    if (options.json !== undefined) await writeTarget(options.json, jsonText(result), params);
    if (options.json !== '-') writeText(summaryOf(result), params);
    setExitCode(interrupted ? exitCodes.interrupted : exitCodes.fine);
  });
}

function requestOf(options: EmbeddingOptions, cwd: string): EmbeddingRequest {
  const { rows, seed, threads } = options;
  return {
    features: dataSettingsOf(options.features, undefined, options.limitTrain, cwd)!,
    embedding: dataSettingsOf(options.embedding, undefined, options.limitTrain, cwd)!,
    preprocess: preprocessOf(options) ?? {},
    ...(rows !== undefined && { rows }),
    ...(seed !== undefined && { seed }),
    ...(threads !== undefined && { threads }),
  };
}

function summaryOf(result: EmbeddingResult): string {
  const { judged, insideFeatures, insideEmbedding, falselyInside, falseInterpolation } = result;
  const share = formatOptionalShare(falseInterpolation);
  return [
    `${formatCount(judged)} of ${formatCount(result.samples)} rows, each against the convex hull of all others`,
    `  inside in the features (${result.featureDimension} dimensions)    ${formatCount(insideFeatures)}`,
    `  inside in the embedding (${result.embeddingDimension} dimensions)   ${formatCount(insideEmbedding)}`,
    `  shown inside but outside in truth      ${formatCount(falselyInside)} (${share} of the rows outside)`,
    ...(result.undecided > 0
      ? [`  undecided                              ${formatCount(result.undecided)}`]
      : []),
    '',
  ].join('\n');
}
