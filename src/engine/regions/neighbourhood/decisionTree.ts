import { type ProgressSink, silentProgress } from '../../progress.ts';
import { scaledLengthOf } from '../../linalg/dot.ts';
import { rowOf } from '../../linalg/matrix.ts';
import { unitsOf } from '../partition/piecewiseLinearMap.ts';
import type { DifferentiableMap, FunctionGradients } from './differentiableMap.ts';
import { interiorPoint } from './interiorPoint.ts';
import { type HalfSpaces, halfSpaces, intersection } from './polyhedron.ts';

/** A decision: which of two nodes comes next. */
export interface TreeBranch {
  readonly kind: 'branch';
  readonly site: number;
  readonly unit: number;
  readonly threshold: number;
  /** z − threshold = normal · x − offset in the region that reaches this node. */
  readonly normal: Float64Array;
  readonly offset: number;
  /** Node where z ≤ threshold, and where z > threshold. */
  readonly below: number;
  readonly above: number;
}

/** A region with its affine map: scores(point) + gradients · (x − point). */
export interface TreeLeaf {
  readonly kind: 'leaf';
  readonly point: Float64Array;
  readonly scores: FunctionGradients;
}

/** The network as a tree of oblique decisions; node 0 is the root. */
export interface DecisionTree {
  readonly nodes: readonly (TreeBranch | TreeLeaf)[];
  readonly leaves: number;
  /** Leaves of the tree that asks every unit everywhere: 2 to the number of units. */
  readonly naiveLeaves: number;
}

/** Units up to which a tree is grown: its leaves may double with each. */
export const mostTreeUnits = 20;

/** One question of the tree. */
interface Question {
  readonly site: number;
  readonly unit: number;
  readonly threshold: number;
}

/**
 * Grows the tree of realised leaves (geometry-spec D47; Aytekin 2022): units are asked in the network's order, and a unit whose
 * hyperplane does not cut the region of a node is passed over there. `domain` bounds the regions, default the whole space. Throws
 * RangeError for a network with maxima or with more than {@link mostTreeUnits} units. Regions thinner than 2⁻³⁴ of the spread of the
 * hyperplanes are left out.
 */
export async function decisionTree(
  map: DifferentiableMap,
  start: Float64Array,
  domain: HalfSpaces = everywhere(start.length),
  progress: ProgressSink = silentProgress,
): Promise<DecisionTree> {
  const questions = questionsOf(map);
  const nodes: (TreeBranch | TreeLeaf)[] = [];
  const scale = spread(await map.gradients(start));
  const grow = async (region: HalfSpaces, point: Float64Array, next: number): Promise<number> => {
    progress.throwIfCancelled();
    const functions = await map.gradients(point);
    const node = nodes.length;
    for (let at = next; at < questions.length; at++) {
      const cut = split(region, point, functions, questions[at], scale);
      if (!cut) continue;
      // The place is taken before the children take theirs.
      nodes.push({ kind: 'leaf', point, scores: functions[map.sites.length] });
      const below = await grow(cut.below.region, cut.below.point, at + 1);
      const above = await grow(cut.above.region, cut.above.point, at + 1);
      nodes[node] = { kind: 'branch', ...questions[at], ...cut.plane, below, above };
      return node;
    }
    nodes.push({ kind: 'leaf', point, scores: functions[map.sites.length] });
    progress.report('Growing the tree', nodes.length, 0);
    return node;
  };
  const inside = interiorPoint(domain, start, scale)?.point ?? start;
  await grow(domain, inside, 0);
  const leaves = nodes.filter(({ kind }) => kind === 'leaf').length;
  return { nodes, leaves, naiveLeaves: 2 ** questions.length };
}

function everywhere(dimension: number): HalfSpaces {
  return {
    normals: { rows: 0, columns: dimension, data: new Float64Array(0) },
    offsets: new Float64Array(0),
  };
}

function questionsOf({ sites }: DifferentiableMap): Question[] {
  const units = sites.reduce((sum, site) => sum + unitsOf(site), 0);
  if (units > mostTreeUnits) throw new RangeError(`${units} units, at most ${mostTreeUnits}`);
  return sites.flatMap(({ switch: rule, width, name }, site) => {
    if (rule.kind === 'maximum') throw new RangeError(`${name} takes maxima`);
    return Array.from({ length: width }, (_, unit) =>
      rule.thresholds.map((threshold) => ({ site, unit, threshold })),
    ).flat();
  });
}

/** Largest distance from the point to a hyperplane; 1 where there is none. */
function spread(functions: readonly FunctionGradients[]): number {
  let largest = 0;
  for (const { values, gradients } of functions) {
    for (let row = 0; row < values.length; row++) {
      const distance = Math.abs(values[row]) / scaledLengthOf(rowOf(gradients, row));
      if (distance > largest && distance < Infinity) largest = distance;
    }
  }
  return largest || 1;
}

interface Part {
  readonly region: HalfSpaces;
  readonly point: Float64Array;
}

/** Both parts of a region, or `undefined` when the unit's hyperplane leaves one of them without room. */
function split(
  region: HalfSpaces,
  point: Float64Array,
  functions: readonly FunctionGradients[],
  { site, unit, threshold }: Question,
  scale: number,
):
  | {
      readonly below: Part;
      readonly above: Part;
      readonly plane: Pick<TreeBranch, 'normal' | 'offset'>;
    }
  | undefined {
  const { values, gradients } = functions[site];
  const normal = rowOf(gradients, unit);
  if (normal.every((slope) => slope === 0)) return undefined;
  const margin = values[unit] - threshold;
  const above = half(region, normal, margin, point, scale);
  const below =
    above &&
    half(
      region,
      normal.map((slope) => -slope),
      -margin,
      point,
      scale,
    );
  if (!above || !below) return undefined;
  const offset = normal.reduce((sum, slope, k) => sum + slope * point[k], -margin);
  return { above, below, plane: { normal: normal.slice(), offset } };
}

function half(
  region: HalfSpaces,
  normal: Float64Array,
  margin: number,
  point: Float64Array,
  scale: number,
): Part | undefined {
  const gradients = { rows: 1, columns: normal.length, data: normal };
  const side = halfSpaces({ values: Float64Array.of(margin), gradients }, point);
  const part = intersection(region, side);
  const inside = interiorPoint(part, point, scale);
  return inside && { region: part, point: inside.point };
}
