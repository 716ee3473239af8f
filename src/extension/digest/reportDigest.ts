import type { Finding, Report } from '../../report/report.ts';
import { headlineOf, type HeadlinePoint } from './headline.ts';

/** Most extrapolating samples a digest keeps. */
const keptSamples = 50;

/**
 * What the model view, Problems and the language-model tool need of a report: a few kilobytes, so that all reports of a
 * workspace can be read at its start. Kept as JSON beside the report.
 */
export interface ReportDigest {
  readonly digestVersion: 1;
  /** Id of the report. */
  readonly id: string;
  /** Absolute path of the model. */
  readonly model: string;
  /** When the run began, ms since 1970. */
  readonly time: number;
  readonly findings: readonly Finding[];
  readonly layers: readonly LayerDigest[];
  /** The most extrapolating samples, most extreme first. */
  readonly samples: readonly SampleDigest[];
  /** Headline figures of this and earlier runs, oldest first. */
  readonly history: readonly HeadlinePoint[];
}

/** A layer of hyperplanes in the figures that fit on one line. */
export interface LayerDigest {
  readonly layer: string;
  readonly op: string;
  readonly units: number;
  /** `null` where no samples were run or no nonlinearity follows. */
  readonly dead: number | null;
  readonly alwaysOn: number | null;
  /** Pairs of units that share one hyperplane. */
  readonly duplicates: number;
  /** The line of Python that made it, where the exporter left it. */
  readonly source?: { readonly file: string; readonly line: number };
}

/** One of the samples farthest from the training data. */
export interface SampleDigest {
  /** Row of the set that was scored. */
  readonly index: number;
  readonly label: number | null;
  readonly predicted: number | null;
  readonly rank: number;
  /** The score it is ranked by, e.g. "input.hull"; `null` without scores. */
  readonly score: { readonly name: string; readonly value: number } | null;
}

/** The digest of a report that was asked for at `time`; `earlier` is the history of the runs before it. */
export function digestOf(
  record: {
    readonly id: string;
    readonly model: string;
    readonly time: number;
    readonly report: Report;
  },
  earlier: readonly HeadlinePoint[] = [],
): ReportDigest {
  const { id, model, time, report } = record;
  return {
    digestVersion: 1,
    id,
    model,
    time,
    findings: report.findings,
    layers: layersOf(report),
    samples: samplesOf(report),
    history: headlineOf(report, time, earlier),
  };
}

function layersOf({ hyperplanes }: Report): LayerDigest[] {
  return (hyperplanes?.layers ?? []).map((entry) => ({
    layer: entry.layer,
    op: entry.op,
    units: entry.units,
    dead: entry.dead?.count ?? null,
    alwaysOn: entry.alwaysOn?.count ?? null,
    duplicates: entry.duplicates.length,
    ...(entry.source && { source: entry.source }),
  }));
}

function samplesOf({ extrapolation }: Report): SampleDigest[] {
  const samples = extrapolation?.samples.slice(0, keptSamples) ?? [];
  return samples.map(({ index, label, predicted, rank, scores }) => {
    const [first] = Object.entries(scores);
    return {
      index,
      label,
      predicted,
      rank,
      score: first ? { name: first[0], value: first[1] } : null,
    };
  });
}
