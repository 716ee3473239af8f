import { type ProgressSink, silentProgress } from '../../progress.ts';
import { assemblePartition, type Partition } from './assemblePartition.ts';
import { cellBlocks } from './cellBlocks.ts';
import { CellList } from './cellList.ts';
import { border, Mesh } from './mesh.ts';
import { type PiecewiseLinearMap, unitsOf } from './piecewiseLinearMap.ts';
import { SiteRefiner } from './siteRefiner.ts';
import { zeroTolerances } from './signTolerance.ts';
import { type Window, windowProbes } from './window.ts';

/** When to stop with what is there. */
export interface PartitionBudget {
  /** Refinement stops at this many cells; those not looked at yet stay as they are. */
  readonly cells: number;
  /** Whether time or memory is used up; asked often. */
  isSpent(): boolean;
}

export interface PartitionOptions {
  readonly budget?: PartitionBudget;
  readonly progress?: ProgressSink;
}

const unlimited: PartitionBudget = { cells: Infinity, isSpent: () => false };

/** Numbers of z held at once: 32 MB. */
const numbersAtOnce = 2 ** 22;
/** Vertices of a block: enough for the products to run well, few enough to stay in cache. */
const maxVertices = 4096;

/**
 * The exact partition of a convex window into the cells on which every unit of the network keeps its state (geometry-spec D17), site by
 * site: the values of a site at the vertices come from a forward pass (so nothing drifts), cells with both signs of a unit are cut.
 * Memory is proportional to the number of cells. A spent budget gives what is there, labelled.
 */
export async function partitionPlane(
  plane: PiecewiseLinearMap,
  window: Window,
  options: PartitionOptions = {},
): Promise<Partition> {
  const { progress = silentProgress } = options;
  const tolerances = await zeroTolerances(plane, windowProbes(window));
  const mesh = new Mesh();
  let cells = windowCell(mesh, window);
  const firstBoundaries: number[] = [];
  const regionsAfter: number[] = [];
  const gate = new BudgetGate(options.budget ?? unlimited);
  let firstBoundary = 0;
  let flat = 0;
  for (const [index, site] of plane.sites.entries()) {
    firstBoundaries.push(firstBoundary);
    const refiner = new SiteRefiner(mesh, { site, tolerances: tolerances[index], firstBoundary });
    const next = new CellList();
    const sink = {
      emit: (loop: number[]) => next.push(loop),
      isFull: () => gate.closes(next.count),
    };
    let done = 0;
    for (const block of cellBlocks(mesh, cells, verticesAtOnce(site.width))) {
      if (sink.isFull()) {
        block.loops.forEach(sink.emit);
      } else {
        const z = await plane.evaluate(block.coordinates, block.vertices.length, index);
        flat += refiner.refine(block, z, sink);
      }
      done += block.loops.length;
      progress.throwIfCancelled();
      progress.report(site.name, done, cells.count);
    }
    cells = next;
    if (gate.isClosed) break;
    regionsAfter.push(cells.count);
    firstBoundary += unitsOf(site);
  }
  const isComplete = !gate.isClosed;
  const hasMaxima = plane.sites.some((site) => site.switch.kind === 'maximum');
  const summary = { firstBoundaries, regionsAfter, isComplete, flat, hasMaxima };
  return assemblePartition(mesh, cells, summary);
}

function verticesAtOnce(width: number): number {
  return Math.max(4, Math.min(maxVertices, Math.floor(numbersAtOnce / width)));
}

/** Closes once for all when the budget is spent. */
class BudgetGate {
  isClosed = false;
  readonly #budget: PartitionBudget;
  #asked = 0;

  constructor(budget: PartitionBudget) {
    this.#budget = budget;
  }

  /** Asked for every cell; the clock is looked at now and then. */
  closes(cells: number): boolean {
    const looks = (this.#asked++ & 255) === 0;
    this.isClosed ||= cells >= this.#budget.cells || (looks && this.#budget.isSpent());
    return this.isClosed;
  }
}

function windowCell(mesh: Mesh, window: Window): CellList {
  const corners = window.length / 2;
  for (let i = 0; i < corners; i++) mesh.addVertex(window[2 * i], window[2 * i + 1], border);
  const loop = Array.from(
    { length: corners },
    (_, i) => 2 * mesh.addEdge(i, (i + 1) % corners, border),
  );
  const cells = new CellList();
  cells.push(loop);
  return cells;
}
