import type { MeanEstimate } from '../../engine/stats/meanEstimate.ts';
import { formatNumber } from '../format.ts';
import type { RegionsSection } from '../report.ts';
import type { FigureView } from '../reportView.ts';
import type { PathKind } from './regionSections.ts';

/** What training did to the density of regions along the paths of one kind. */
export interface DensityChange {
  readonly kind: PathKind;
  /** Mean regions per unit length of the model over that of the untrained one. */
  readonly ratio: number;
  /** "unclear" where the difference of the means is within twice its standard error, or has none. */
  readonly verdict: 'raised' | 'lowered' | 'unclear';
}

/** Between samples before noise: that is where a model is asked. */
const preferred: readonly PathKind[] = ['different-class', 'random', 'same-class', 'noise'];
/** Standard errors of the difference that make it clear. */
const clear = 2;

/** `undefined` without an untrained baseline on the same kind of path. The two are taken as independent, which makes the verdict careful. */
export function densityChange({
  pathDensities = [],
  baseline,
}: Pick<RegionsSection, 'pathDensities' | 'baseline'>): DensityChange | undefined {
  for (const kind of preferred) {
    const trained = pathDensities.find((each) => each.kind === kind)?.perUnitLength;
    const untrained = baseline?.pathDensities?.find((each) => each.kind === kind)?.perUnitLength;
    if (!trained || !untrained || !(untrained.mean > 0)) continue;
    return { kind, ratio: trained.mean / untrained.mean, verdict: verdictOf(trained, untrained) };
  }
  return undefined;
}

function verdictOf(trained: MeanEstimate, untrained: MeanEstimate): DensityChange['verdict'] {
  if (trained.standardError === null || untrained.standardError === null) return 'unclear';
  const difference = trained.mean - untrained.mean;
  const error = Math.hypot(trained.standardError, untrained.standardError);
  if (!(Math.abs(difference) > clear * error)) return 'unclear';
  return difference > 0 ? 'raised' : 'lowered';
}

const verdictTexts: Readonly<Record<DensityChange['verdict'], string>> = {
  raised: 'denser by training',
  lowered: 'sparser by training',
  unclear: 'no clear change',
};

/** The change as a figure of the regions part. */
export function densityChangeFigures(section: RegionsSection): FigureView[] {
  const change = densityChange(section);
  if (!change) return [];
  return [
    {
      value: `${formatNumber(change.ratio)} ×`,
      label: `the untrained network’s density of regions: ${verdictTexts[change.verdict]}`,
      exactness: 'estimate',
    },
  ];
}
