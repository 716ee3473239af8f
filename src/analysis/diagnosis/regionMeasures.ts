import { isOver, type ProgressSink } from '../../engine/progress.ts';
import type { ModelRunner, SiteTap } from '../../onnx/runner.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { ComplexitySet } from '../../report/regions/neighbourhoodSections.ts';
import type { RegionsSection } from '../../report/report.ts';
import { complexitySets, type ComplexitySetsRequest } from '../neighbourhood/complexitySets.ts';
import { type ReportDistances, reportDistances } from '../neighbourhood/reportDistances.ts';
import { areClassScores } from '../predictions.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { localComplexity, type LocalComplexityRequest } from './localComplexity.ts';
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

interface Tools {
  readonly progress: ProgressSink;
  readonly watch: Stopwatch;
}

/** The section with the regions between samples and around them; each measure is there where model and data have it. Throws CancelledError. */
export async function regionMeasures(
  regions: RegionSubject,
  { progress, watch }: Tools,
): Promise<RegionsSection> {
  const { section, subject, sides, request, taps, runner, nearest } = regions;
  const { seed = 0, threads } = request;
  const limitedThreads = threads === undefined ? {} : { threads };
  const common = { subject, samples: regionSet(sides), seed, ...limitedThreads };
  const { siteLayouts } = runner;
  const { layers } = section;
  const { paths, densities } = await watch.stage('paths', () =>
    regionPaths({ ...common, siteLayouts }, progress),
  );
  const isLarge = isTooLarge(subject, runner);
  const around = await measuresAround(regions, common, isLarge, { progress, watch });
  const baseline =
    request.baseline === false || isLarge || isOver(progress)
      ? undefined
      : await watch.stage(
          'baseline',
          () => untrainedBaseline({ ...common, layers, taps, runner }, progress),
          'Drawing an untrained model',
        );
  const nearestPatterns = await nearest?.section(progress);
  const hashing = await watch.stage('hashing', () => patternHashing(common));
  const bounds = regionBounds(subject, runner, layers);
  return {
    ...section,
    ...(paths.length > 0 && { paths }),
    ...(densities.length > 0 && { pathDensities: densities }),
    ...around,
    ...(bounds && { bounds }),
    ...(baseline && { baseline }),
    ...(nearestPatterns && { nearestPatterns }),
    ...(hashing && { hashing }),
  };
}

/** Whether a pass costs so much that there are only some of the measures; then a limit says which are missing. */
function isTooLarge({ structure, limits }: Subject, { siteLayouts }: ModelRunner): boolean {
  const isLarge =
    structure.sites.length > mostSites || sampleWork(structure, siteLayouts).total > mostSampleNs;
  if (isLarge) {
    const effect =
      'neighbourhoods were looked at with one radius, and there is no untrained baseline: the model is too large for that';
    limits.push({ op: '', node: '', effect });
  }
  return isLarge;
}

/** What lies around single samples: the units that switch, region edges, the decision boundary. */
async function measuresAround(
  { subject, sides, taps, runner }: RegionSubject,
  common: Omit<LocalComplexityRequest, 'taps' | 'runner'>,
  isLarge: boolean,
  { progress, watch }: Tools,
): Promise<Pick<RegionsSection, 'localComplexity'> & ReportDistances> {
  const { samples, seed } = common;
  const complexity = await watch.stage('local-complexity', () =>
    localComplexity({ ...common, taps, runner }, progress),
  );
  const nearestDistance = complexity?.nearestDistance;
  const sets =
    nearestDistance === undefined || isLarge
      ? []
      : await watch.stage('complexity-sets', () =>
          complexitySetsOf(subject, { sides, taps, runner, seed, nearestDistance }, progress),
        );
  const distances = await watch.stage('decision-distance', () =>
    reportDistances(
      {
        ...common,
        siteLayouts: runner.siteLayouts,
        scoresClasses: areClassScores(runner.logitShape) && !samples.targets,
        ...(nearestDistance !== undefined && { nearestDistance }),
      },
      progress,
    ),
  );
  return {
    ...(complexity && { localComplexity: { ...complexity, ...(sets.length > 0 && { sets }) } }),
    ...distances,
  };
}

async function complexitySetsOf(
  { limits }: Subject,
  request: ComplexitySetsRequest,
  progress: ProgressSink,
): Promise<readonly ComplexitySet[]> {
  const sets = await unlessRefused(
    limits,
    'the units that switch around training samples, test samples and noise were not counted',
    () => complexitySets(request, progress),
  );
  return sets ?? [];
}
