import { summarise } from '../../engine/stats/summarise.ts';
import type { Summary } from '../../engine/stats/summary.ts';
import type { RegionPath } from '../report.ts';

/** Regions per unit length over some paths. */
export interface Density {
  readonly paths: number;
  readonly density: Summary;
  /** Of the mean density; `null` for a single path. */
  readonly standardError: number | null;
}

/** The same over the paths of one kind. */
export interface PathDensity extends Density {
  /** Which samples the paths join, in words. */
  readonly name: string;
}

const names: Readonly<Record<NonNullable<RegionPath['kind']>, string>> = {
  'same-class': 'two samples of one class',
  'different-class': 'samples of two classes',
  random: 'any two samples',
};

/** Paths by kind, in order of first appearance. */
export function pathDensities(paths: readonly RegionPath[]): PathDensity[] {
  return [...new Set(paths.map(nameOf))].map((name) => ({
    name,
    ...densityOf(paths.filter((path) => nameOf(path) === name)),
  }));
}

/** Over all of `paths`, at least one. */
export function densityOf(paths: readonly RegionPath[]): Density {
  const density = summarise(paths.map(({ regionsPerUnitLength }) => regionsPerUnitLength));
  const standardError = paths.length > 1 ? density.std / Math.sqrt(paths.length - 1) : null;
  return { paths: paths.length, density, standardError };
}

function nameOf({ kind = 'random' }: RegionPath): string {
  return names[kind];
}
