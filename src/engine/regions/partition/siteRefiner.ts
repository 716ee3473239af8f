import type { CellBlock } from './cellBlocks.ts';
import { type CellFrame, cellFrame } from './cellFrame.ts';
import { Lines } from './lines.ts';
import type { Mesh } from './mesh.ts';
import type { SwitchSite } from './piecewiseLinearMap.ts';
import { type CellSink, splitCell } from './splitCell.ts';
import { splitByWindows } from './splitByWindows.ts';
import { pushCrossingUnits, type VertexSigns, vertexSigns } from './vertexSigns.ts';

/** One site as the refinement sees it. */
export interface SiteRefinement {
  readonly site: SwitchSite;
  /** Magnitude below which an entry of z is zero, length width. */
  readonly tolerances: Float64Array;
  /** Number of the site's first boundary among those of all sites. */
  readonly firstBoundary: number;
}

/** Cuts cells at one site, given its values at their vertices. */
export class SiteRefiner {
  readonly #mesh: Mesh;
  readonly #refinement: SiteRefinement;
  readonly #lines = new Lines();

  constructor(mesh: Mesh, refinement: SiteRefinement) {
    this.#mesh = mesh;
    this.#refinement = refinement;
  }

  /** Passes the pieces of every cell of `block` to `sink`; `z` is vertices × width. Returns the number of cells without area that were left alone. */
  refine(block: CellBlock, z: Float64Array, sink: CellSink): number {
    const { site } = this.#refinement;
    if (site.switch.kind === 'maximum') {
      return splitByWindows(this.#mesh, block, z, this.#refinement, this.#lines, sink);
    }
    const signs = site.switch.thresholds.map((threshold) =>
      vertexSigns(z, block.vertices.length, threshold, this.#refinement.tolerances),
    );
    let flat = 0;
    for (const loop of block.loops) {
      if (!this.#splitAtThresholds(loop, block, z, signs, sink)) flat++;
    }
    return flat;
  }

  #splitAtThresholds(
    loop: number[],
    block: CellBlock,
    z: Float64Array,
    signs: readonly VertexSigns[],
    sink: CellSink,
  ): boolean {
    const rows: number[] = [];
    for (let i = 0; i < loop.length; i++) rows.push(block.rowOf(this.#mesh.startOf(loop[i])));
    const { site } = this.#refinement;
    const crossing: number[] = [];
    for (let i = 0; i < signs.length; i++) {
      pushCrossingUnits(signs[i], rows, i * site.width, crossing);
    }
    if (crossing.length === 0) {
      sink.emit(loop);
      return true;
    }
    const vertices = rows.map((row) => block.vertices[row]);
    const frame = cellFrame(this.#mesh, vertices);
    if (!frame) {
      sink.emit(loop);
      return false;
    }
    this.#lines.reset(frame);
    const lines = this.#addLines(crossing, frame, rows, z);
    splitCell(this.#mesh, loop, this.#lines, lines, sink);
    return true;
  }

  /** The switch functions of the `crossing` boundaries on a cell whose corners have these `rows` of z. */
  #addLines(
    crossing: readonly number[],
    { corners }: CellFrame,
    rows: readonly number[],
    z: Float64Array,
  ): number[] {
    const { site, tolerances, firstBoundary } = this.#refinement;
    const { width } = site;
    const thresholds = site.switch.kind === 'thresholds' ? site.switch.thresholds : [];
    const first = rows[corners[0]] * width;
    const second = rows[corners[1]] * width;
    const third = rows[corners[2]] * width;
    return crossing.map((boundary) => {
      const unit = boundary % width;
      const threshold = thresholds[Math.floor(boundary / width)];
      return this.#lines.add(
        z[first + unit] - threshold,
        z[second + unit] - threshold,
        z[third + unit] - threshold,
        // Twice the tolerance of the signs: a vertex that counted as zero there must not count as crossed here.
        2 * tolerances[unit],
        firstBoundary + boundary,
      );
    });
  }
}
