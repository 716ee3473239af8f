import type { PiecewiseLinearMap } from '../../engine/regions/partition/piecewiseLinearMap.ts';
import type { SiteLayout } from '../../onnx/runner.ts';
import type { NetworkStructure } from '../../onnx/structure.ts';

// Work is counted, not timed: a report must not depend on what else the machine does. The rates are those of two cores at rest.

/** One multiply-add of a dense layer in float64. */
const nsPerProduct = 0.05;
/** The same of a convolution, whose patches are gathered first. */
const nsPerConvolutionProduct = 0.2;
/** Looking for changes of sign, or of the winner of a maximum, one number of a site; most of it is reading the number. */
const nsPerValue = 6;
/** A pass of a few rows from one site to the next, before it computes anything. */
export const nsPerPass = 1e5;

/** A network is run in float64 site by site, a session each: beyond this many, opening them alone takes longer than a report may. */
export const mostSites = 256;

/** Time for one sample above which nothing is measured in passing that takes thousands of them. */
export const mostSampleNs = 1e7;

/** Thrown when more work is about to be done than there is budget for. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Nanoseconds of one sample in float64, from below: layers that no switch follows are left out. */
export interface SampleWork {
  /** By name of a site: all layers up to it. */
  readonly upTo: ReadonlyMap<string, number>;
  readonly total: number;
}

/** `layouts` are in the order of the structure's sites. */
export function sampleWork(
  { sites, layers }: NetworkStructure,
  layouts: readonly Pick<SiteLayout, 'units' | 'positions'>[],
): SampleWork {
  const perUnit = new Map(
    layers.map(({ site, op, fanIn }) => {
      const isDense = op === 'Gemm' || op === 'MatMul';
      return [site, fanIn * (isDense ? nsPerProduct : nsPerConvolutionProduct)];
    }),
  );
  const upTo = new Map<string, number>();
  let total = 0;
  for (const [index, site] of sites.entries()) {
    const { units, positions } = layouts[index];
    total += (perUnit.get(site) ?? 0) * units * positions;
    upTo.set(site.name, total);
  }
  return { upTo, total };
}

/** Work left, as the milliseconds it takes a machine at rest. */
export class WorkBudget {
  #nanoseconds: number;

  constructor(milliseconds: number) {
    this.#nanoseconds = 1e6 * milliseconds;
  }

  /** The same map, every evaluation paid for from this budget beforehand. Its evaluations throw BudgetSpent. */
  meter(map: PiecewiseLinearMap, work: SampleWork): PiecewiseLinearMap {
    return {
      dimension: map.dimension,
      sites: map.sites,
      outputWidth: map.outputWidth,
      evaluate: async (coordinates, rows, index) => {
        const held = map.continuing?.(coordinates, rows, index) ?? 0;
        const passes = held === rows ? 1 : index + 1;
        const saved = held * costBefore(map, index, work);
        this.spend(passes * nsPerPass + rows * costOfRow(map, index, work) - saved);
        return map.evaluate(coordinates, rows, index);
      },
    };
  }

  /** Throws BudgetSpent when that is more than there is. */
  spend(nanoseconds: number): void {
    this.#nanoseconds -= nanoseconds;
    if (this.#nanoseconds < 0) throw new BudgetSpent();
  }
}

/** Of what a row that is held at the site before has behind it. */
function costBefore({ sites }: PiecewiseLinearMap, index: number, work: SampleWork): number {
  return index === 0 ? 0 : (work.upTo.get(sites[index - 1].name) ?? 0);
}

function costOfRow({ sites }: PiecewiseLinearMap, index: number, work: SampleWork): number {
  const site = sites.at(index);
  if (!site) return work.total;
  return (work.upTo.get(site.name) ?? work.total) + nsPerValue * site.width;
}
