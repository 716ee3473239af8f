import { isOver, type ProgressSink } from '../../engine/progress.ts';
import type { ModelRunner, SiteTap } from '../../onnx/runner.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { RegionsSection } from '../../report/report.ts';
import { complexitySets } from '../neighbourhood/complexitySets.ts';
import { reportDistances } from '../neighbourhood/reportDistances.ts';
import { areClassScores } from '../predictions.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { localComplexity } from './localComplexity.ts';
import type { NearestPatterns } from './nearestPatterns.ts';
import { regionSet, type Sides } from './openSides.ts';
import { patternHashing } from './patternHashing.ts';
import { regionBounds } from './regionBounds.ts';
import { regionPaths } from './regionPaths.ts';
import type { Subject } from './subject.ts';
import { unlessRefused } from './unlessRefused.ts';
import { untrainedBaseline } from './untrainedBaseline.ts';
import { mostSampleNs, mostSites, sampleWork } from './workBudget.ts';

/** What the regions between samples and around them are measured on. */
export interface RegionSubject {
  /** The patterns of the samples, already counted. */
  readonly section: RegionsSection;
  readonly subject: Subject;
  readonly sides: Sides;
  readonly request: Pick<DiagnoseRequest, 'seed' | 'threads' | 'baseline'>;
  /** Those of the runner. */
  readonly taps: readonly SiteTap[];
  readonly runner: ModelRunner;
  /** Where there are training and test samples: filled by the pass over the training samples. */
  readonly nearest?: NearestPatterns | undefined;
}

/** The section with the regions between samples and around them; each measure is there where model and data have it. Throws CancelledError. */
export async function regionMeasures(
  { section, subject, sides, request, taps, runner, nearest }: RegionSubject,
  { progress, watch }: { readonly progress: ProgressSink; readonly watch: Stopwatch },
): Promise<RegionsSection> {
  const { seed = 0, threads } = request;
  const common = { subject, samples: regionSet(sides), seed };
  const limitedThreads = threads === undefined ? {} : { threads };
  const { siteLayouts } = runner;
  const { paths, densities } = await watch.stage('paths', () =>
    regionPaths({ ...common, siteLayouts, ...limitedThreads }, progress),
  );
  const around = await watch.stage('local-complexity', () =>
    localComplexity({ ...common, taps, runner }, progress),
  );
  const nearestDistance = around?.nearestDistance;
  const { structure } = subject;
  const isLarge =
    structure.sites.length > mostSites || sampleWork(structure, siteLayouts).total > mostSampleNs;
  if (isLarge) {
    const effect =
      'neighbourhoods were looked at with one radius, and there is no untrained baseline: the model is too large for that';
    subject.limits.push({ op: '', node: '', effect });
  }
  const sets =
    nearestDistance === undefined || isLarge
      ? []
      : await watch.stage('complexity-sets', () =>
          unlessRefused(
            subject.limits,
            'the units that switch around training samples, test samples and noise were not counted',
            () => complexitySets({ sides, taps, runner, seed, nearestDistance }, progress),
          ),
        );
  const distances = await watch.stage('decision-distance', () =>
    reportDistances(
      {
        ...common,
        siteLayouts,
        scoresClasses: areClassScores(runner.logitShape) && !common.samples.targets,
        ...limitedThreads,
        ...(nearestDistance !== undefined && { nearestDistance }),
      },
      progress,
    ),
  );
  const { layers } = section;
  const baseline =
    request.baseline === false || isLarge || isOver(progress)
      ? undefined
      : await watch.stage(
          'baseline',
          () => untrainedBaseline({ ...common, ...limitedThreads, layers, taps, runner }, progress),
          'Drawing an untrained model',
        );
  const nearestPatterns = await nearest?.section(progress);
  const hashing = await watch.stage('hashing', () =>
    patternHashing({ ...common, ...limitedThreads }),
  );
  const bounds = regionBounds(subject, runner, layers);
  return {
    ...section,
    ...(paths.length > 0 && { paths }),
    ...(densities.length > 0 && { pathDensities: densities }),
    ...(around && { localComplexity: { ...around, ...(sets && sets.length > 0 && { sets }) } }),
    ...distances,
    ...(bounds && { bounds }),
    ...(baseline && { baseline }),
    ...(nearestPatterns && { nearestPatterns }),
    ...(hashing && { hashing }),
  };
}
