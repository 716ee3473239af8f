import { joined } from '../../linalg/matrix.ts';
import type { PiecewiseLinearMap } from '../partition/piecewiseLinearMap.ts';
import { columnScales } from '../partition/signTolerance.ts';
import { type ProgressSink, silentProgress } from '../../progress.ts';
import { type Cut, insertCuts, type Knot } from './knot.ts';
import { rectifiedMaximumCuts, type RectifiedUnits } from './rectifiedMaximumCuts.ts';
import { type KnotValues, siteCuts } from './siteCuts.ts';

/** The network restricted to a line, cut where it bends. */
export interface ExactPath {
  /** Ascending in t. A segment begins at t = 0 and ends at t = 1; a ray begins at 0 and ends at its last bend. */
  readonly knots: readonly Knot[];
  /** knots × outputWidth: class scores, from a forward pass at each knot. */
  readonly scores: Float64Array;
  /** Affine pieces between switches: for a ray, the unbounded one included. */
  readonly regions: number;
}

/** Points at which the scale of every unit is read off. */
const probes = Float64Array.from({ length: 17 }, (_, i) => i / 16);

/** Numbers of z held at once: 32 MB. */
const numbersAtOnce = 2 ** 22;

/**
 * All bends of `line` (dimension 1) on [0, 1] (geometry-spec D16, after SyReNN's ExactLine): site by site, a unit whose values at two
 * neighbouring knots have opposite signs puts a knot between them, and every knot is evaluated anew by a forward pass, so nothing
 * drifts. Several units at one t stay together with their multiplicity; a unit that only touches its boundary puts none.
 * Cost: knots × (a forward pass a site + width of the site).
 */
export async function exactPath(
  line: PiecewiseLinearMap,
  progress: ProgressSink = silentProgress,
): Promise<ExactPath> {
  return withScores(line, await cutLine(line, [0, 1], false, progress), 1);
}

/** The bends of {@link exactPath} alone, which saves a pass of every knot through the whole network. */
export async function exactBends(
  line: PiecewiseLinearMap,
  progress: ProgressSink = silentProgress,
): Promise<Omit<ExactPath, 'scores'>> {
  const knots = await cutLine(line, [0, 1], false, progress);
  return { knots, regions: knots.length - 1 };
}

/** A ray: knots from t = 0 to the last bend, and what happens for ever behind it. */
export interface ExactRay extends ExactPath {
  /** Change of each class score per unit of t behind the last bend. */
  readonly slope: Float64Array;
}

/** All bends of `line` on [0, ∞) (geometry-spec D20): behind the last one the network is affine for ever. */
export async function exactRay(
  line: PiecewiseLinearMap,
  progress: ProgressSink = silentProgress,
): Promise<ExactRay> {
  const path = await withScores(line, await cutLine(line, [0], true, progress), 0);
  const last = path.knots[path.knots.length - 1].t;
  const step = 1 + last;
  const tail = await line.evaluate(Float64Array.of(last, last + step), 2, line.sites.length);
  const width = line.outputWidth;
  const slope = tail.slice(width).map((score, k) => (score - tail[k]) / step);
  return { ...path, slope };
}

async function cutLine(
  line: PiecewiseLinearMap,
  ends: readonly number[],
  isRay: boolean,
  progress: ProgressSink,
): Promise<Knot[]> {
  let knots: Knot[] = ends.map((t) => ({ t, crossings: [] }));
  for (const [index, site] of line.sites.entries()) {
    progress.throwIfCancelled();
    progress.report(site.name, index, line.sites.length);
    if (!isRay && index === 1 && site.isRectified && site.switch.kind === 'maximum') {
      const units = await rectifiedUnits(line, knots);
      knots = insertCuts(knots, rectifiedMaximumCuts(site.switch, units), index);
      continue;
    }
    const cuts: Cut[] = [];
    const t = knots.map((knot) => knot.t);
    if (isRay) t.push(2 * t[t.length - 1] + 1);
    let tolerances: Float64Array | undefined;
    for (const block of blocks(t, Math.max(4, Math.floor(numbersAtOnce / site.width)))) {
      // The probes go with the first knots: in a deep network every evaluation costs a pass through all earlier sites.
      const ahead: Float64Array = tolerances ? new Float64Array(0) : probes;
      const values = await line.evaluate(
        joined(ahead, block.t),
        ahead.length + block.t.length,
        index,
      );
      tolerances ??= columnScales(values.subarray(0, probes.length * site.width), site.width);
      const z = values.subarray(ahead.length * site.width);
      const isOpen = isRay && block.isLast;
      const found = siteCuts(site, { t: block.t, z, isOpen } satisfies KnotValues, tolerances);
      for (const cut of found) if (cut.t >= block.from && cut.t < block.until) cuts.push(cut);
    }
    knots = insertCuts(knots, cuts, index);
  }
  return knots;
}

/** With the class scores at the knots, of which `ends` begin no piece. */
async function withScores(
  line: PiecewiseLinearMap,
  knots: readonly Knot[],
  ends: number,
): Promise<ExactPath> {
  const t = Float64Array.from(knots, (knot) => knot.t);
  const scores = await line.evaluate(t, t.length, line.sites.length);
  return { knots, scores, regions: knots.length - ends };
}

/** The units of the first site, which are affine on the whole segment, and where they were found to cross 0. */
async function rectifiedUnits(
  line: PiecewiseLinearMap,
  knots: readonly Knot[],
): Promise<RectifiedUnits> {
  const { width } = line.sites[0];
  const z = await line.evaluate(joined(Float64Array.of(0, 1), probes), 2 + probes.length, 0);
  const zero = new Float64Array(width).fill(NaN);
  for (const { t, crossings } of knots) for (const { unit } of crossings) zero[unit] = t;
  return {
    start: z.subarray(0, width),
    end: z.subarray(width, 2 * width),
    zero,
    tolerances: columnScales(
      z.subarray(2 * width).map((value) => Math.max(0, value)),
      width,
    ),
  };
}

interface Block {
  readonly t: Float64Array;
  /** Cuts in [from, until) belong to this block. */
  readonly from: number;
  readonly until: number;
  readonly isLast: boolean;
}

/**
 * Knots in blocks of at most `size`, each with the last two knots of the block before: a switch at a knot shows only beside both of its
 * neighbours.
 */
function* blocks(t: readonly number[], size: number): Generator<Block> {
  for (let start = 0; ; start += size - 2) {
    const end = Math.min(t.length, start + size);
    const isLast = end === t.length;
    yield {
      t: Float64Array.from(t.slice(start, end)),
      from: start === 0 ? -Infinity : t[start + 1],
      until: isLast ? Infinity : t[end - 1],
      isLast,
    };
    if (isLast) return;
  }
}
