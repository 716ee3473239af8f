import type { Exactness } from '../../engine/exactness.ts';
import { hullExactness } from '../../report/extrapolation/hullExactness.ts';
import { formatCount, formatShare } from '../../report/format.ts';
import type { Report } from '../../report/report.ts';

/** Runs kept in a history. */
const keptRuns = 50;

/** The headline figures of one run; `null` where the report does not hold one. */
export interface HeadlinePoint {
  /** When the run began, ms since 1970. */
  readonly time: number;
  /** SHA-256 of the model, which tells versions apart. */
  readonly sha256: string;
  /** Findings of severity error or warning. */
  readonly problems: number;
  /** Share of units never active on the samples, over the layers with a nonlinearity. */
  readonly deadShare: number | null;
  /** Distinct activation patterns of the network per sample. */
  readonly patternShare: number | null;
  /** Share of test samples inside the hull, in the first space of the report. */
  readonly insideShare: number | null;
  /** On the test samples, else on the training samples. */
  readonly accuracy: number | null;
  /** How the figures are known that can be other than exact; absent in points of earlier versions. */
  readonly exactness?: Partial<Readonly<Record<HeadlineFigure['key'], Exactness>>>;
}

/** A headline figure as it is drawn over time. */
export interface HeadlineFigure {
  readonly key: Exclude<keyof HeadlinePoint, 'time' | 'sha256' | 'exactness'>;
  readonly label: string;
  readonly text: (value: number) => string;
}

/** The figures of a history, in reading order. */
export const headlineFigures: readonly HeadlineFigure[] = [
  { key: 'problems', label: 'Warnings and errors', text: formatCount },
  { key: 'accuracy', label: 'Accuracy', text: formatShare },
  { key: 'deadShare', label: 'Units never active', text: formatShare },
  { key: 'patternShare', label: 'Distinct patterns per sample', text: formatShare },
  { key: 'insideShare', label: 'Test samples inside the hull', text: formatShare },
];

/**
 * `earlier` with this run at its end, oldest first. A run of the same model replaces the one before it, and what it was not asked
 * for is taken over from that one.
 */
export function headlineOf(
  report: Report,
  time: number,
  earlier: readonly HeadlinePoint[],
): readonly HeadlinePoint[] {
  const point = pointOf(report, time);
  const last = earlier.at(-1);
  if (last === undefined || last.sha256 !== point.sha256) {
    return [...earlier, point].slice(-keptRuns);
  }
  const merged = {
    ...point,
    deadShare: point.deadShare ?? last.deadShare,
    patternShare: point.patternShare ?? last.patternShare,
    insideShare: point.insideShare ?? last.insideShare,
    accuracy: point.accuracy ?? last.accuracy,
    exactness: { ...last.exactness, ...point.exactness },
  };
  return [...earlier.slice(0, -1), merged];
}

function pointOf(report: Report, time: number): HeadlinePoint {
  const { model, data, regions, extrapolation, findings } = report;
  const hull = extrapolation?.spaces[0]?.hull;
  return {
    time,
    sha256: model.sha256,
    problems: findings.filter(({ severity }) => severity !== 'information').length,
    deadShare: deadShare(report),
    patternShare:
      regions && regions.samples > 0 ? regions.network.distinctPatterns / regions.samples : null,
    insideShare: hull?.insideFraction ?? null,
    accuracy: data.test?.accuracy ?? data.train?.accuracy ?? null,
    exactness: {
      ...(regions && { patternShare: regions.exactness }),
      ...(hull && { insideShare: hullExactness(hull) }),
    },
  };
}

function deadShare({ hyperplanes }: Report): number | null {
  const switched = (hyperplanes?.layers ?? []).filter(({ dead }) => dead !== undefined);
  const units = switched.reduce((sum, layer) => sum + layer.units, 0);
  const dead = switched.reduce((sum, layer) => sum + (layer.dead?.count ?? 0), 0);
  return units === 0 ? null : dead / units;
}
